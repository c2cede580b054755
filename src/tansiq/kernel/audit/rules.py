"""What a reference is: pure."""

from __future__ import annotations

import re

REFERENCE = re.compile(r"[A-Za-z0-9٠-٩\-/]{3,40}")


def is_reference(text: str) -> bool:
    """Whether a reference is 3 to 40 letters, digits, `-` and `/`."""
    return REFERENCE.fullmatch(text.strip()) is not None
