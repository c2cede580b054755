"""What a reference is: pure."""

from __future__ import annotations

import re

# Courts number their cases with Arabic letters as well: ج/2026/118.
REFERENCE = re.compile(r"[A-Za-z\u0621-\u063A\u0641-\u064A0-9٠-٩\-/]{3,40}")


def is_reference(text: str) -> bool:
    """Whether a reference is 3 to 40 letters, Latin or Arabic, digits, `-` and `/`."""
    return REFERENCE.fullmatch(text.strip()) is not None


def fault_of(reference: str) -> str:
    """What is wrong with text that is no reference: nothing stands there, or it is none."""
    return "BAD_REFERENCE" if reference.strip() else "MISSING"
