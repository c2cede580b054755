"""One schema; the matcher's login only reads."""

from typing import Any


class DefaultOnly:
    """Migrations run under one login; whatever that made, the other finds."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"

    def allow_relation(self, left: Any, right: Any, **hints: Any) -> bool:
        return True
