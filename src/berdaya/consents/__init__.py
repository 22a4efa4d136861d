"""Who agreed to what use of their data, who said no, and what may therefore be done."""
