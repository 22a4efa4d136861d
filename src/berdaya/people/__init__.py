"""Families and persons, and who belonged to which family when."""
