"""What people type in the custody room."""
