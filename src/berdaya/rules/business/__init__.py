"""Small businesses on paper: what a piece costs, when costs are covered, months side by side."""
