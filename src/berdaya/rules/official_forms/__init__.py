"""Official recording forms as data: their parts, columns, sources, and when they are due."""
