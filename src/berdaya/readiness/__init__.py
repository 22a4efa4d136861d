"""Where a group stands, by evidence: its stage, and whether it may apply for outside capital."""
