"""Pages that belong to no compartment."""
