"""Files as village offices have them, turned into families, persons and answers."""
