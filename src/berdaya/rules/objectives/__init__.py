"""The six objectives of a business group, and the indicators by which they are followed."""
