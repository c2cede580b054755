"""Forms of the inspector's room."""
