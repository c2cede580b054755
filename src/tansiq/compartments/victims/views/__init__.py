"""Pages of the victims' room."""
