"""Partners of business groups: the directory, partnerships, and who could serve whom."""
