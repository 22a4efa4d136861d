"""Business groups: who belongs to them, who leads and accompanies them, when they meet."""
