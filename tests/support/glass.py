"""A packet that is opened without its owner because a life is at risk, and who reviews it: for tests."""

from __future__ import annotations

from typing import Any

from tansiq.gateway import actions

URGENT = {"purpose": "LIFE_AT_RISK", "reference": "WATCH/2026/4"}
WHY = "تهديد بالقتل خلال ساعة والجهة المالكة لا تجيب"


def review(glass: Any, row: Any, who: str, *, justified: bool = True, **fields: Any) -> Any:
    given = {"glass_id": row.id, "justified": justified, "reasons": "راجعتُ ما كُتب وسألتُ من فتحها"}
    return glass.do(glass.cast[who], actions.review_glass, **given | fields)
