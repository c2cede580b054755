"""A case of the court's, worked on by alpha's detective, with the hands through which its exhibits go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from casework_support import Room


@pytest.fixture
def room(cast: dict[str, Any], agencies: dict[str, Any], do: Callable[..., Any]) -> Room:
    return Room(cast, agencies, do)
