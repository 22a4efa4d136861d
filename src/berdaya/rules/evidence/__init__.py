"""What figures can say about how data came to be, and what they cannot."""
