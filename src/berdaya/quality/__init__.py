"""Quiet notes for the field officer: where a visit together may help, never who is to blame."""
