"""A file of cooperation for the tests."""

from __future__ import annotations

from typing import Any

import pytest
from cooperation_file import Room, opened


@pytest.fixture
def room(cast: dict[str, Any], do: Any) -> Room:
    return opened(cast, do)
