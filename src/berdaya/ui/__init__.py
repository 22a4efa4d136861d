"""The page shell, components, form fields and filters that every page is made of."""
