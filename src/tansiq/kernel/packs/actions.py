"""Taking up a pack."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from tansiq.kernel.access.actor import Actor, system_actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import CharterError
from tansiq.kernel.charter.loading import texts_of
from tansiq.kernel.charter.seal import short
from tansiq.kernel.clocks import actions as clocks
from tansiq.kernel.db import acting_as
from tansiq.kernel.packs import queries
from tansiq.kernel.packs.errors import OtherCharter
from tansiq.kernel.packs.models import Run


class NotSealed(CharterError):
    """The pack is not signed by two institutions whose keys are pinned here, one of them civil."""


def require_sealed(*, is_serving: bool) -> None:
    """Refuse a pack that two institutions have not signed.

    Where keys are pinned every command refuses it; where none are, only an installation that serves others in
    earnest does: the demo and a first look run on loopback, and say on every page of the charter that it is not signed.

    Raises:
        NotSealed: unsigned, or half signed.
    """
    is_earnest = settings.TANSIQ_CHARTER_KEYS is not None or (is_serving and not settings.TANSIQ_PLAIN_HTTP)
    if not is_earnest:
        return
    seal, code = charter.seal(), charter.current().jurisdiction.code
    if seal.state != "sealed":
        told = "; ".join(f"{institution}: {fault}" for institution, fault in seal.faults)
        signed = "half signed" if seal.state == "half" else "not signed"
        why = f"the pack is {signed}: two institutions sign it, one of them civil, with keys in TANSIQ_CHARTER_KEYS"
        raise NotSealed(file=str(charter.folder_of(code)), why=f"{why} ({told})" if told else why)


def require_taken_up() -> None:
    """Refuse to go on by a pack that the desk has not taken up: its clocks and times of retention are another law's.

    Which pack is in force the last start of a desk says, newer or older. Before the first there is nothing to compare.

    Raises:
        OtherCharter: the last pack that was taken up has another digest.
    """
    last = queries.last()
    if last is not None and not queries.is_ours(last):
        raise OtherCharter(
            subject=("packs.run", last.id), desk=short(last.digest), here=short(charter.current().fingerprint()),
            taken_up_at=last.taken_up_at.isoformat(),
        )  # fmt: skip


@transaction.atomic
def take_up(*, actor: Actor, now: datetime) -> Run:
    """Note that this installation runs its pack from now on; the one that it runs already is noted once.

    The inspector is told of one that takes the place of another: clocks, times of retention and lists are its.

    Args:
        actor: the set-up.
    """
    with connection.cursor() as cursor:  # the desk and the worker start at once
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('packs', 0))")
    pack, seal = charter.current(), charter.seal()
    last = queries.last()
    signers = [{"institution": one.institution, "civil": one.civil} for one in seal.signers]
    if last is not None and (last.digest, last.signers) == (pack.fingerprint(), signers):
        return last
    row = Run(
        code=pack.jurisdiction.code, digest=pack.fingerprint(), taken_up_at=now, state=seal.state, signers=signers,
        files=texts_of(charter.folder_of(pack.jurisdiction.code)),
    )  # fmt: skip
    row.save(force_insert=True)
    before = last.digest if last else None
    audit.record("packs.taken_up", row, actor=actor, at=now, before=before, after=row.digest, reference=row.digest[:40])
    if last is not None:
        with acting_as(system_actor("clock")):
            clocks.tell(
                "CHARTER-CHANGED", role="inspector", now=now, reference=row.digest[:40], subject=("packs.run", row.id)
            )
    return row
