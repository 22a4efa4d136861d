"""Administrative areas of Indonesia, from the nation down to the RT."""
