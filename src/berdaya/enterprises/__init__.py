"""Businesses of families and groups: products, permits, sales, income, guidance."""
