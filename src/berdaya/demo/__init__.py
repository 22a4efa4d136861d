"""A small world to try the system in: a cast of people and a synthetic, labelled village."""
