"""What runs the whole: settings, environment, addresses."""
