"""`tansiq audit`: the sealed log, checked, carried out, and witnessed by other installations; docs/log.md."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from tansiq import cli
from tansiq.commands import spoken
from tansiq.kernel import saying
from tansiq.kernel.saying import gettext as _

if TYPE_CHECKING:
    from tansiq.kernel.audit.notes import VerifierKey
    from tansiq.kernel.audit.verification import Kept, Verdict
    from tansiq.kernel.problems import Problem

MOST_BYTES = 100_000

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
a_vkey = click.option("--vkey", default="", metavar="KEY", help="Its public key, the first time that it is met.")
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)
a_new_file = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group()
def audit() -> None:
    """The sealed log: check it, carry it out, let others witness it."""


@contextmanager
def _sealing(act: str, *, as_json: bool) -> Iterator[None]:
    """Work under the system actor `seal`. A refusal is recorded and printed and ends with 3; what cannot be read, 2."""
    from tansiq.kernel.audit.exports import ExportFault
    from tansiq.kernel.audit.notes import NoteFault
    from tansiq.kernel.audit.sealing import SEAL
    from tansiq.kernel.db import acting_as
    from tansiq.kernel.problems import Problem

    with acting_as(SEAL):
        try:
            yield
        except Problem as problem:
            _refuse(problem, act, as_json=as_json)
        except (NoteFault, ExportFault, OSError, UnicodeDecodeError) as fault:
            cli.fail(fault, cli.UNREADABLE)


def _refuse(problem: Problem, act: str, *, as_json: bool) -> None:
    from tansiq.desk import refusals
    from tansiq.kernel.audit.sealing import SEAL

    refusals.record(problem, actor=SEAL, at=_now(), act=f"tansiq audit {act}")
    cli.print_object(problem.as_object(), as_json=as_json)
    sys.exit(cli.REFUSED)


def _now() -> datetime:
    return datetime.now(tz=UTC)


def _text(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as source:
        return source.read(MOST_BYTES + 1)


def _key(text: str) -> VerifierKey | None:
    from tansiq.kernel.audit.notes import VerifierKey

    return VerifierKey.read(text) if text else None


def _write(file: Path, write: Callable[[IO[str]], Any]) -> Any:
    """Write a file that its owner alone reads; whole, or not at all."""
    partial = file.with_name(file.name + ".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            told = write(out)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return told


@audit.command()
@as_json
def seal(as_json: bool) -> None:
    """Seal what waits now, as the job does every five minutes."""
    with cli.ready(), _sealing("seal", as_json=as_json):
        from tansiq.kernel.audit import sealing

        done = sealing.seal(actor=sealing.SEAL, now=_now())
        cli.print_object({"integrated": done.integrated, "size": done.size}, as_json=as_json)


@audit.command()
@click.option("--checkpoint", "kept", multiple=True, type=a_file, help="A checkpoint that was kept elsewhere.")
@click.option("--export", "file", type=a_file, help="Examine this export in place of the database.")
@as_json
def verify(kept: Sequence[Path], file: Path | None, as_json: bool) -> None:
    """Tell whether the log is whole; exit 1 names the first broken entry, or the range that can be proven."""
    if file:
        cli.start_django()
        verdict = _verified_export(file, kept)
    else:
        with cli.ready(), _sealing("verify", as_json=as_json):
            from tansiq.kernel.audit import verification

            verdict = verification.verify([_kept(one) for one in kept])
    _print(verdict, as_json=as_json)
    if verdict.faults:
        sys.exit(cli.FAULT)


def _kept(file: Path) -> Kept:
    from tansiq.kernel.audit.verification import Kept

    return Kept.read(_text(file))


def _verified_export(file: Path, kept: Sequence[Path]) -> Verdict:
    from tansiq.kernel.audit import exports
    from tansiq.kernel.audit.notes import NoteFault

    try:
        with file.open(encoding="utf-8", newline="") as source:
            return exports.verify(source, [_kept(one) for one in kept])
    except (NoteFault, exports.ExportFault, OSError, UnicodeDecodeError) as fault:
        cli.fail(f"{file}: {saying.of(fault)}", cli.UNREADABLE)


def _print(verdict: Verdict, *, as_json: bool) -> None:
    told = verdict.as_object()
    if as_json:
        cli.print_object(told, as_json=True)
        return
    first = told.pop("first")
    told["faults"] = [
        f"{one.code} {one.index}–{one.until - 1} {one.entry} {spoken.fault(one.code, one.why)}"
        for one in verdict.faults
    ]
    if first:
        told["first"] = f"{first['code']} {first['index']}–{first['until'] - 1} {first['entry']}"
    is_unproven = not verdict.faults and not verdict.proven_to
    if is_unproven:
        del told["whole"]  # as tools/verify_log.py: nobody is told that it is, where nothing shows it
    spoken.tell(told, as_json=False)
    if is_unproven:
        click.echo(_(
            "The entries agree with each other; nothing kept elsewhere was given, so this proves nothing: whoever owns"
            " the log could have written all of them anew. Give --checkpoint."
        ))  # fmt: skip


@audit.command()
@as_json
def checkpoint(as_json: bool) -> None:
    """Print the last signed checkpoint, and the key of the log: to keep elsewhere."""
    with cli.ready(), _sealing("checkpoint", as_json=as_json):
        from django.db import transaction

        from tansiq.kernel.audit import proofs, sealing
        from tansiq.kernel.audit.errors import NotSealed
        from tansiq.kernel.audit.verification import VKEY

        with transaction.atomic():
            row = proofs.latest()
            if row is None:
                raise NotSealed(size=0)
            note = proofs.with_witnesses(row)
        key = str(sealing.log_key())
        if as_json:
            told = {"origin": sealing.origin(), "size": row.size, "at": row.at.isoformat(), "note": note, "vkey": key}
            cli.print_object(told, as_json=True)
        else:
            click.echo(f"{note}\n{VKEY}{key}")


@audit.command()
@click.argument("file", type=a_new_file)
@click.option("--from", "first", type=click.IntRange(0), default=0, help="The first entry, by its number.")
@click.option("--to", "end", type=click.IntRange(1), help="Up to before this one; without it, to the last checkpoint.")
@click.option("--words", is_flag=True, help="With the words that are not erased, of at most 500 entries; needs --as.")
@click.option("--as", "handle", default="", metavar="HANDLE", help="The inspector who asks for words.")
@as_json
def export(file: Path, first: int, end: int | None, words: bool, handle: str, as_json: bool) -> None:
    """Write the log into FILE, for tools/verify_log.py; the inspector is told."""
    if words != bool(handle):
        raise click.UsageError(_("--words and --as belong together"))
    with cli.ready():
        from tansiq.kernel.audit import exports
        from tansiq.kernel.audit.sealing import SEAL

        bounds: dict[str, Any] = {"first": first, "end": end, "words": words}
        if words:
            with cli.acting(handle, act="audit export", as_json=as_json) as actor:
                head = _write(file, lambda out: exports.export(actor=actor, now=_now(), out=out, **bounds))
        else:
            with _sealing("export", as_json=as_json):
                head = _write(file, lambda out: exports.export(actor=SEAL, now=_now(), out=out, **bounds))
        told = {name: head[name] for name in ("origin", "from", "to", "size")}
        cli.print_object(told | {"file": str(file)}, as_json=as_json)


@audit.command()
@click.argument("file", type=a_new_file)
@click.option("--since", type=click.IntRange(0), help="The size that the witness keeps; without it, what was cosigned.")
@as_json
def bundle(file: Path, since: int | None, as_json: bool) -> None:
    """Write into FILE what another installation needs to witness the last checkpoint."""
    with cli.ready(), _sealing("bundle", as_json=as_json):
        from django.db import transaction

        from tansiq.kernel.audit import sealing, witnessing

        with transaction.atomic():
            made = witnessing.bundle(since=since)
        _write(file, lambda out: out.write(str(made)))
        told = {"since": made.old, "file": str(file), "vkey": str(sealing.log_key())}
        cli.print_object(told, as_json=as_json)


@audit.command()
@click.argument("file", type=a_file)
@a_vkey
@as_json
def witness(file: Path, vkey: str, as_json: bool) -> None:
    """Check another installation's bundle, keep its checkpoint, print it cosigned. The inspector is told of a fork."""
    with cli.ready(), _sealing("witness", as_json=as_json):
        from tansiq.kernel.audit import errors, witnessing
        from tansiq.kernel.audit.sealing import SEAL

        given, key = witnessing.Bundle.read(_text(file)), _key(vkey)
        try:
            note = witnessing.witness(actor=SEAL, now=_now(), given=given, key=key)
        except errors.LogForked:
            witnessing.keep_evidence(actor=SEAL, now=_now(), given=given)
            raise
        if as_json:
            cli.print_object({"note": str(note), "vkey": str(witnessing.witness_key())}, as_json=True)
        else:
            click.echo(str(note), nl=False)
            click.echo(f"vkey: {witnessing.witness_key()}", err=True)


@audit.command()
@click.argument("file", type=a_file)
@a_vkey
@as_json
def cosigned(file: Path, vkey: str, as_json: bool) -> None:
    """Take in what a witness printed: its word on one of our checkpoints."""
    with cli.ready(), _sealing("cosigned", as_json=as_json):
        from tansiq.kernel.audit import notes, witnessing
        from tansiq.kernel.audit.sealing import SEAL

        note = notes.Note.read(_text(file))
        rows = witnessing.take_cosignature(actor=SEAL, now=_now(), note=note, key=_key(vkey))
        told = {row.witness: row.cosigned_at.isoformat() for row in rows}
        cli.print_object({"size": rows[0].checkpoint_id, "witnesses": told}, as_json=as_json)
