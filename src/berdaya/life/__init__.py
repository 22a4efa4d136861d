"""What happens in a family over the years: births, deaths, marriages, moves."""
