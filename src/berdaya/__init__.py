"""Berdaya: an open information system for family empowerment in Indonesia."""
