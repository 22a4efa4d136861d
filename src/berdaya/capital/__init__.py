"""Capital of business groups: sources, calls, applications, decisions by two, and use."""
