"""What came of a case (stages 5 and 6): ratings, lessons, a good ending, looking in again."""
