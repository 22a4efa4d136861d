"""The six objectives of the groups, as indicators by group, area and month."""
