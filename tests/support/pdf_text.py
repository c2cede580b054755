"""The text of our own papers, for tests: read as the proof of the walls reads it."""

from benchmarks.pdf_text import lines, text

__all__ = ["lines", "text"]
