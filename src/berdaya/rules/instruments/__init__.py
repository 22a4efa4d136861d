"""Questionnaires as data: what is asked, of whom, and what the answers add up to."""
