"""Installations witness each other: each keeps what it saw of another's log and says so with its own key.

A log that shows one history here and another there cannot show a proof that both go on from one another: the witness
finds the fork at the next checkpoint, whoever owns the database of the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from tansiq.kernel import keys
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.audit import notes, proofs, sealing, tree
from tansiq.kernel.audit.errors import KeyUnknown, LogForked, NotOurs, NotSealed, NotTheNext
from tansiq.kernel.audit.models import Checkpoint, Cosignature, Witnessed
from tansiq.kernel.clocks import actions as clocks

OLD = "old "
# A proof between two trees has at most as many hashes; more is no proof.
MOST_HASHES = 130


@dataclass(frozen=True)
class Bundle:
    """What a witness needs: the size that it has seen, the proof from there, and the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: notes.Note

    def __str__(self) -> str:
        return f"{OLD}{self.old}\n" + "".join(f"{notes.encoded(one)}\n" for one in self.proof) + f"\n{self.note}"

    @classmethod
    def read(cls, text: str) -> Bundle:
        """A bundle as a witness of C2SP's tlog-witness takes it.

        Raises:
            NoteFault: it is none.
        """
        head, blank, note = text.partition("\n\n")
        first, *lines = head.split("\n")
        if not blank or not first.startswith(OLD) or not first.removeprefix(OLD).isdecimal():
            raise notes.NoteFault("a bundle begins with “old” and a size, hashes, and a blank line")
        if len(lines) > MOST_HASHES or len(first) > len(OLD) + 18:
            raise notes.NoteFault("no proof is so long")
        proof = tuple(notes.decoded(line) for line in lines)
        return cls(int(first.removeprefix(OLD)), proof, notes.Note.read(note))


def witness_key() -> notes.VerifierKey:
    """The key under which this installation cosigns other logs."""
    key = keys.signing_key(settings.TANSIQ_DATA_DIR, "witness")
    return notes.VerifierKey.of(f"{sealing.origin()}/witness", notes.COSIGNATURE, key)


def bundle(*, since: int | None = None) -> Bundle:
    """What a witness needs to cosign the last checkpoint.

    Args:
        since: the size that it has seen; without it, the largest that any witness has cosigned.

    Raises:
        NotSealed: no checkpoint is signed yet, or the witness has seen more than there is.
    """
    row = proofs.latest()
    old = proofs.last_cosigned() if since is None else since
    if row is None or old > row.size:
        raise NotSealed(size=row.size if row else 0)
    return Bundle(old, tuple(proofs.consistency(old, row.size)), notes.Note.read(row.note))


def _log_key(name: str, kept: Witnessed | None, given: notes.VerifierKey | None) -> notes.VerifierKey:
    """The key that this origin had when it was first seen, which stays; the first time the one that is given."""
    known = notes.VerifierKey.read(kept.key) if kept else given
    if known is None or known.name != name or known.kind != notes.ED25519 or (given is not None and given != known):
        raise KeyUnknown(origin=name)
    return known


@transaction.atomic
def witness(*, actor: Actor, now: datetime, given: Bundle, key: notes.VerifierKey | None = None) -> notes.Note:
    """Check that another log goes on from what we saw of it, keep its checkpoint, and cosign it.

    Args:
        key: the log's key, the first time that it is seen.

    Returns:
        The checkpoint with our cosignature.

    Raises:
        NoteFault: the note is no checkpoint.
        KeyUnknown: first seen and no key given, or another than the one that is kept.
        NotOurs: the log's key did not sign it.
        NotTheNext: the bundle begins at another size than we keep, or is an older one.
        LogForked: it does not go on from there, or is smaller and was signed later; `keep_evidence` keeps what was
            shown.
    """
    told = notes.Checkpoint.read(given.note.text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [sealing.LOCK, told.origin])
    kept = proofs.last_witnessed(told.origin)
    known = _log_key(told.origin, kept, key)
    if not notes.is_signed(given.note, known):
        raise NotOurs(origin=told.origin)
    size, root = (kept.size, bytes(kept.root)) if kept else (0, tree.EMPTY_ROOT)
    if told.size == size and told.root != root:  # rule: G14
        raise LogForked(origin=told.origin, size=told.size)
    if kept and _went_back(told, kept):  # rule: G14
        raise LogForked(origin=told.origin, size=told.size)
    if given.old != size or told.size < size:
        raise NotTheNext(origin=told.origin, size=size)
    if not tree.is_consistent(size, told.size, root, told.root, given.proof):  # rule: G14
        raise LogForked(origin=told.origin, size=told.size)
    if kept is None or told.size > size:
        _keep(told, known, given.note, now=now, is_fork=False)
        audit.record("audit.witnessed", ("audit.witnessed", None), actor=actor, at=now, after=str(given.note))
    line = notes.cosign(given.note.text, witness_key().name, keys.signing_key(settings.TANSIQ_DATA_DIR, "witness"), now)
    return notes.Note(given.note.text, (*given.note.signatures, line))


def _went_back(told: notes.Checkpoint, kept: Witnessed) -> bool:
    """Whether a log was smaller later on: a log only grows, and one that is no larger is not signed again.

    A bundle that somebody left lying about was signed before the one that is kept, and shows nothing.
    """
    before = notes.Checkpoint.read(notes.Note.read(kept.note).text).at
    return told.size < kept.size and before is not None and told.at is not None and told.at > before


def _keep(told: notes.Checkpoint, key: notes.VerifierKey, note: notes.Note, *, now: datetime, is_fork: bool) -> None:
    Witnessed.objects.bulk_create([
        Witnessed(
            origin=told.origin, key=str(key), size=told.size, root=told.root, note=str(note), kept_at=now,
            is_fork=is_fork,
        )
    ])  # fmt: skip


@transaction.atomic
def keep_evidence(*, actor: Actor, now: datetime, given: Bundle) -> None:
    """Keep the checkpoint of a forked log beside the one that it contradicts, and tell the inspector.

    Both are signed by one key: that the log shows two histories can be shown to anybody.

    Raises:
        NotOurs: nothing of that log is kept, or its key did not sign this.
    """
    told = notes.Checkpoint.read(given.note.text)
    kept = proofs.last_witnessed(told.origin)
    if kept is None or not notes.is_signed(given.note, notes.VerifierKey.read(kept.key)):
        raise NotOurs(origin=told.origin)
    _keep(told, notes.VerifierKey.read(kept.key), given.note, now=now, is_fork=True)
    clocks.tell("LOG_FORKED", role="inspector", now=now, reference=f"{told.size}")  # rule: G14
    audit.record("audit.fork_kept", ("audit.witnessed", None), actor=actor, at=now, after=str(given.note))


@transaction.atomic
def take_cosignature(
    *, actor: Actor, now: datetime, note: notes.Note, key: notes.VerifierKey | None = None
) -> list[Cosignature]:
    """Keep what witnesses say of one of our checkpoints.

    Args:
        note: our checkpoint with their lines, as `witness` returns it.
        key: the witness's key, the first time that it is met.

    Returns:
        The cosignatures that were kept, those already here among them.

    Raises:
        NoteFault: the note is no checkpoint.
        NotOurs: it is none of ours, or none of its lines is good.
        KeyUnknown: no key is given, and none of the signers is known.
    """
    told = notes.Checkpoint.read(note.text)
    row = Checkpoint.objects.filter(size=told.size).first()
    if row is None or notes.Note.read(row.note).text != note.text:
        raise NotOurs(size=told.size)
    known = {one.key for one in Cosignature.objects.distinct("key").order_by("key")}
    trusted = [notes.VerifierKey.read(one) for one in sorted(known)] + ([key] if key else [])
    signers = [one for one in trusted if note.by(one)]
    if not signers:
        raise KeyUnknown(size=told.size)
    found = [(one, at) for one in signers if (at := notes.cosigned_at(note, one))]
    if not found:
        raise NotOurs(size=told.size)
    return [_take(row, note, one, at, actor=actor, now=now) for one, at in found]


def _take(
    row: Checkpoint, note: notes.Note, key: notes.VerifierKey, at: datetime, *, actor: Actor, now: datetime
) -> Cosignature:
    there = Cosignature.objects.filter(checkpoint=row, key=str(key)).first()
    if there:
        return there
    made = Cosignature(
        checkpoint=row, witness=key.name, key=str(key), line=str(note.by(key)), cosigned_at=at, kept_at=now
    )
    made.save(force_insert=True)
    audit.record("audit.cosigned", ("audit.checkpoint", None), actor=actor, at=now, after=str(key))
    return made
