"""Supervision of social workers: caseload, ageing of stages, principles, review by colleagues."""
