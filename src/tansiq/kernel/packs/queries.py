"""Reads of the packs that this installation has run."""

from __future__ import annotations

from dataclasses import dataclass

from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.difference import Change, between
from tansiq.kernel.charter.loading import texts_of
from tansiq.kernel.packs.models import Run

__all__ = ["Change", "Run"]


@dataclass(frozen=True)
class Difference:
    """From the pack that was run before to the present one; no `before` where this is the first."""

    before: Run | None
    digest: str
    changes: tuple[Change, ...]


def runs(*, limit: int = 50) -> list[Run]:
    """Packs that were taken up, newest first, without their files."""
    return list(Run.objects.defer("files").order_by("-taken_up_at", "-id")[:limit])


def difference() -> Difference:
    """What changed from the last other pack that this installation ran."""
    pack = charter.current()
    before = Run.objects.exclude(digest=pack.fingerprint()).order_by("-taken_up_at", "-id").first()
    changes = between(before.files, texts_of(charter.folder_of(pack.jurisdiction.code))) if before else ()
    return Difference(before, pack.fingerprint(), changes)
