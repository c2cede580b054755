"""The walled rooms. None imports another."""
