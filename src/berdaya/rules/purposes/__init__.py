"""What people's data are used for, on which legal basis, and in which words they are asked."""
