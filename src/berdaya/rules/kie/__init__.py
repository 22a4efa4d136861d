"""What a group may be told about (KIE), and how often it is visited: programme rules as data."""
