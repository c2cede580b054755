"""A matter for the tests of the tables and pages; those of the pure replay need none."""

from __future__ import annotations

from typing import Any

import pytest
from victims_matter import Desk, opened


@pytest.fixture
def matter(cast: dict[str, Any], do: Any, agencies: dict[str, Any]) -> Desk:
    return opened(cast, do, agencies["court"])
