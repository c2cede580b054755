"""How a kernel is compiled: when first used, and kept beside its file.

Numba keeps what it compiled until the file of the function changes, and does not look at the files of what it calls
or of the constants it uses. Here everything is compiled anew when any of these files is another.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from numba import njit


@cache
def stamp() -> str:
    """A digest of every file that a kernel is made of."""
    kernels = Path(__file__).parent
    files = sorted([*kernels.glob("*.py"), kernels.parent / "layout.py", kernels.parent / "weights.py"])
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def compiled(function: Callable[..., Any]) -> Any:
    """The function, compiled when it is first called; as it is where Numba is told not to compile."""
    found = njit(cache=True)(function)
    if kept := getattr(found, "_cache", None):
        kept._cache_file._source_stamp = stamp()
    return found
