"""Instruments that an office made for its own cases, checked and read as ours are."""
