"""Official forms, made from what groups noted: the yearly card, the month, the village's line."""
