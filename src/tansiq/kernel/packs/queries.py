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


def last() -> Run | None:
    """The pack that was taken up last; None before the first start."""
    return Run.objects.order_by("-taken_up_at", "-id").first()


def is_ours(run: Run | None) -> bool:
    """Whether this process has read the pack of this run."""
    return run is not None and run.digest == charter.current().fingerprint()


def is_overtaken() -> bool:
    """Whether another pack than the one that this process has read was taken up last."""
    found = last()
    return found is not None and not is_ours(found)


def difference() -> Difference:
    """What changed from the last other pack that this installation ran."""
    pack = charter.current()
    before = Run.objects.exclude(digest=pack.fingerprint()).order_by("-taken_up_at", "-id").first()
    changes = between(before.files, texts_of(charter.folder_of(pack.jurisdiction.code))) if before else ()
    return Difference(before, pack.fingerprint(), changes)
