"""Visits to groups by those who accompany them: planned, noted, and what was agreed."""
