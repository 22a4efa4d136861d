"""Cases of social workers: taken in, worked on by few, seen by those few and by nobody else."""
