"""How somebody stands to family planning (KB), as the programme's mentoring looks at it."""
