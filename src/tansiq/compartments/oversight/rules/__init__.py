"""What the inspector's room computes: pure, without Django, clock or settings."""
