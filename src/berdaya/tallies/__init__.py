"""Counts by area and year, kept as things happen, so that no page has to count."""
