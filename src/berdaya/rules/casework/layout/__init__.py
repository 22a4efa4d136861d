"""The parts of a drawing: who stands in which row, in which order, how far apart, which lines."""
