"""Random steps of imports."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from benchmarks.walls_steps.base import Base


class Steps(Base):
    """Steps with published lists."""

    def do_import(self) -> None:
        from tansiq.exchange import actions
        from tansiq.exchange.formats import listing

        waits = sorted(self.truth.has("exchange_import", state="staged"), key=lambda row: str(row["staged_at"]))
        if waits and self.chance.random() < 0.5:
            self.act("keeper", actions.confirm_import, import_id=UUID(waits[-1]["id"]))
            return
        entry = listing.ListedEntry(
            reference=str(len(self.steps)), kind="person", instrument=self.word(), listed_on=None,
            names=(listing.ListedName(f"Saleh Omar {self.word()}", "lat", "strong", "primary"),), births=(),
            nationalities=(), birth_places=(), documents=(), source={}, digest=f"{len(self.steps):064d}", line=1,
        )  # fmt: skip
        read = listing.ListFile("ofac", None, None, f"{len(self.steps):064x}", (entry,))

        def import_ofac(*, actor: Any, now: datetime) -> Any:
            return actions._take(read, actor=actor, now=now)

        self.act("keeper", import_ofac)


Steps.weights = {
    "import": 2,
}
