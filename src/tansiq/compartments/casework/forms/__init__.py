"""What people fill in about a case; the actions judge it."""
