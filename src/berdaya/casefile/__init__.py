"""The file of a case on paper: whole or in parts, for whom and why, and a trace of each print."""
