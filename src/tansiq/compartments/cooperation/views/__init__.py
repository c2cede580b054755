"""Pages of the cooperation room."""
