"""`tansiq names`: whether the present weights err on pairs that people judged, and these pairs as a file."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tansiq import cli
from tansiq.kernel.saying import gettext as _

if TYPE_CHECKING:
    from tansiq.people.labelled import LabelledPair

JUDGEMENTS = "judgements"
FORMS = (".jsonl", ".jsonl.gz")

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def names() -> None:
    """Comparison of names, held against what people judged."""


@names.command()
@click.option("--as", "handle", default="", metavar="HANDLE", help="The validator of the joint room who asks.")
@click.option("--pairs", "file", type=a_file, help="Labelled pairs, .jsonl or .jsonl.gz, instead of the judgements.")
@click.option("--was", type=a_file, help="What --json printed before the weights changed.")
@as_json
def evaluate(handle: str, file: Path | None, was: Path | None, as_json: bool) -> None:
    """Tell on which judged pairs the present weights err; with --was, exit 1 when they err on more than then.

    Links and codes of steps are printed, never a name or an agency.
    """
    if file is None and not handle:
        raise click.UsageError(_("give --as HANDLE, or --pairs FILE"))
    before = _earlier(was) if was else None
    if file:
        pairs, source = _read(file, as_json=as_json)
    else:
        pairs, source = _judged(handle, act="evaluate", as_json=as_json), JUDGEMENTS
    if was and before and before["source"] != source:
        why = _("this is no run over the same pairs")
        cli.fail(f"{was}: {why}", cli.UNREADABLE)
    from tansiq.people import labelled

    told = {"source": source} | labelled.evaluate(pairs)
    told |= labelled.changed(told, before) if before else {}
    _print(told, as_json=as_json)
    if before and told["erred_now"] > told["erred_before"]:
        sys.exit(cli.FAULT)


@names.command()
@click.option("--as", "handle", required=True, metavar="HANDLE", help="The validator of the joint room who asks.")
@click.option("--second", default="", metavar="HANDLE", help="The inspector who holds the second key.")
@click.option("--code", default="", metavar="CODE", help="What the second factor of that inspector shows now.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A new .jsonl file.")
@as_json
def export(handle: str, second: str, code: str, out: Path, as_json: bool) -> None:
    """Write the judged pairs to a new file that only its owner can read: it holds names of several agencies.

    It takes two people, of whom the second reads out a code, and the inspectorate is told.
    """
    if out.suffix != ".jsonl":
        why = _("%(file)s does not end in %(endings)s") % {"file": out.name, "endings": ".jsonl"}
        raise click.BadParameter(why, param_hint="--out")
    if not out.parent.is_dir():
        raise click.BadParameter(_("there is no folder %(folder)s") % {"folder": out.parent}, param_hint="--out")
    if os.path.lexists(out):
        raise click.BadParameter(_("%(file)s is there already") % {"file": out}, param_hint="--out")
    pairs = _judged(handle, act="export", as_json=as_json, second=second, code=code)
    from tansiq.people import labelled

    try:
        with open(out, "x", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)) as written:
            written.writelines(f"{line}\n" for line in labelled.lines(pairs))
    except OSError as fault:
        cli.fail(fault, cli.UNREADABLE)
    cli.print_object({"pairs": len(pairs), "out": str(out)}, as_json=as_json)


def _judged(handle: str, *, act: str, as_json: bool, second: str = "", code: str = "") -> list[LabelledPair]:
    """Pairs that people judged, for a validator of the joint room; that they were read is logged before they are told.

    An export takes a second key.

    As with a hit: nothing of the room's own, nor of an agency that does not let the room validate. How many are left
    out is not told either, since that would tell that there are such pairs.
    """
    with cli.ready():
        from tansiq.gateway import actions
        from tansiq.gateway import queries as gateway
        from tansiq.kernel.access import queries as access
        from tansiq.kernel.audit import actions as audit
        from tansiq.kernel.db import acting_as
        from tansiq.people import judgements

        with cli.acting(handle, act=f"names {act}", as_json=as_json) as actor:
            closed = gateway.closed_to_the_room(actor)
            if act == "export":
                other = access.actor_by_handle(second) if second else None
                now = datetime.now(tz=UTC)
                actions.require_second_key(actor=actor, second=other, code=code, now=now)  # rule: RL-09
            room = actor.through("gateway")
            with acting_as(room):
                pairs = judgements.judged(closed=closed)
                audit.record(
                    "people.judgements_read", ("people.link", None), actor=room, at=datetime.now(tz=UTC),
                    after={"for": act, "pairs": len(pairs)},
                )  # fmt: skip
    return pairs


def _read(file: Path, *, as_json: bool) -> tuple[list[LabelledPair], str]:
    if not file.name.endswith(FORMS):
        why = _("%(file)s does not end in %(endings)s") % {"file": file.name, "endings": " / ".join(FORMS)}
        raise click.BadParameter(why, param_hint="--pairs")
    from tansiq.people import labelled

    try:
        pairs, digest = labelled.read_file(file)
    except labelled.UnreadableError as fault:
        cli.print_object(fault.as_object(), as_json=as_json)
        cli.fail(fault, cli.UNREADABLE)
    return pairs, f"file {digest}"


def _earlier(file: Path) -> dict[str, Any]:
    """An earlier run of `evaluate --json`."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        is_run = isinstance(found["source"], str) and all(
            isinstance(found[key], list) and all(isinstance(each, str) for each in found[key])
            for key in ("ids", "wrong")
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        is_run = False
    if not is_run:
        why = _("not what `tansiq names evaluate --json` prints")
        cli.fail(f"{file}: {why}", cli.UNREADABLE)
    return {key: found[key] for key in ("source", "ids", "wrong")}


def _print(told: dict[str, Any], *, as_json: bool) -> None:
    """The figures; for people without the long lists, the worst pairs a line each."""
    if as_json:
        cli.print_object(told, as_json=True)
        return
    cli.print_object({key: value for key, value in told.items() if not isinstance(value, list)}, as_json=False)
    for pair in told["worst"]:
        click.echo(f"{pair['bits']:+.2f} {pair['judged']} {pair['id']} {' '.join(pair['steps'])}")
    for key in ("newly_wrong", "newly_right"):
        for pair_id in told.get(key, []):
            click.echo(f"{key}: {pair_id}")
