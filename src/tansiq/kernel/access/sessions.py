"""Sessions at rest: what stands in one is sealed, for it holds the seed of a second factor while that is enrolled."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from tansiq.kernel import keys

PURPOSE = "session"


class SealedSerializer:
    """Set as SESSION_SERIALIZER. A session that does not open is no session: its member signs in again."""

    def dumps(self, obj: Any) -> bytes:
        """The session as sealed bytes."""
        plain = json.dumps(obj, separators=(",", ":")).encode()
        return keys.seal(settings.TANSIQ_DATA_DIR, plain, purpose=PURPOSE)

    def loads(self, data: bytes) -> Any:
        """The session that was sealed; raises KeyFault where it does not open."""
        return json.loads(keys.unseal(settings.TANSIQ_DATA_DIR, data, purpose=PURPOSE))
