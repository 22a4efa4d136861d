"""What must not lie about in clear: sealed columns, the keys to them, masks for everything else."""
