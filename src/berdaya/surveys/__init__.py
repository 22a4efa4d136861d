"""Assessments: answers, what they add up to, and where they came from."""
