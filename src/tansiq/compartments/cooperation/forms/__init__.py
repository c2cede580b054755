"""What is typed in the cooperation room, split by what it is about."""
