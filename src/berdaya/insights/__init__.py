"""Pages that show several rooms at once: homes, the board, exports."""
