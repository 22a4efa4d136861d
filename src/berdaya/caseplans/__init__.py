"""What is planned with a client: goals, who takes part, activities, tasks to practise."""
