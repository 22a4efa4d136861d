"""What would be true on paper: pure functions over plain values. Imports no Django."""
