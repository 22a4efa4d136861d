"""The six stages of a case as a path: what is done, what is missing, where one may go."""
