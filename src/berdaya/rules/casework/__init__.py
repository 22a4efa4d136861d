"""Casework on paper: its words, its stages, its warnings and its graded tasks."""
