"""Users, their roles and areas, what they may see and do, and the trace of it."""
