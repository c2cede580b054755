"""`tansiq link`: propose which records of a file, or of the held index, are one person; nothing is merged."""

from __future__ import annotations

import math
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from tansiq import cli
from tansiq.kernel.saying import gettext as _

if TYPE_CHECKING:
    from tansiq.linking import Record

# The owner of a kit is its agency. The first kind that a kit has is compared: numbers of two kinds never are.
DOC_KINDS = ("national", "passport")
LONGEST_YEAR_DAYS = 366
HELD = "SELECT kit_id, owner_id, words, born_from, born_to, blinds FROM people_heldentry ORDER BY kit_id"
# Two records held are two people where one man who was asked about was judged to be the one and not the other.
DIFFERENT = """
    SELECT one.right_id, other.right_id FROM people_link AS one JOIN people_link AS other USING (left_id)
    WHERE one.judgement = 'same' AND other.judgement = 'different'
      AND one.undone_at IS NULL AND other.undone_at IS NULL
"""


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="The held index instead of a file; ids only are written.")
@click.option("--as", "handle", default="", metavar="HANDLE", help="With --all: the validator who asks.")
@click.option("--second", default="", metavar="HANDLE", help="With --all: the inspector who holds the second key.")
@click.option("--code", default="", metavar="CODE", help="What the second factor of that inspector shows now.")
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@click.option("--threshold", type=click.FloatRange(0.01, 1.0), help="Match probability from which a pair is proposed.")
@click.option("--within", is_flag=True, help="Also pairs within one agency.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Proposals: .csv, .parquet or .jsonl.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def link(
    file: Path | None, everything: bool, handle: str, second: str, code: str, engine: Literal["duckdb", "spark"],
    threshold: float | None, within: bool, out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Propose which records of FILE (.parquet, .csv) are one person in two agencies, for people to judge."""
    began = time.monotonic()
    if threshold is not None and not math.isfinite(threshold):
        raise click.BadParameter(_("not a number"), param_hint="--threshold")
    if everything == (file is not None):
        raise click.UsageError(_("give a FILE or --all"))
    if everything and not handle:
        raise click.UsageError(_("--all needs --as HANDLE"))
    written = out or (file.with_suffix(".proposals.csv") if file else Path("proposals.csv"))
    _check_out(written, file)
    apart: set[tuple[str, str]] = set()
    ignored: list[str] = []
    if file:
        records, ignored = _read(file, as_json=as_json)
    else:
        records, apart = _held(handle, second, code, engine=engine, as_json=as_json)
    told = _propose(records, written, apart, engine=engine, threshold=threshold, within=within)
    told |= {"seconds": round(time.monotonic() - began, 1), "out": str(written), "ignored": ignored}
    cli.print_object(told, as_json=as_json)


def _check_out(out: Path, file: Path | None) -> None:
    if out.suffix not in (".csv", ".parquet", ".jsonl"):
        why = _("%(file)s does not end in .csv, .parquet or .jsonl") % {"file": out.name}
        raise click.BadParameter(why, param_hint="--out")
    if not out.parent.is_dir():
        raise click.BadParameter(_("there is no folder %(folder)s") % {"folder": out.parent}, param_hint="--out")
    if file and out.resolve() == file.resolve():
        raise click.BadParameter(_("it is the file that is read"), param_hint="--out")


def _read(file: Path, *, as_json: bool) -> tuple[list[Record], list[str]]:
    from tansiq.linking import UnreadableError, read_file

    try:
        return read_file(file)
    except UnreadableError as fault:
        if as_json:
            cli.print_object(fault.as_object(), as_json=True)
        cli.fail(fault, cli.UNREADABLE)


def _propose(
    records: list[Record], out: Path, apart: set[tuple[str, str]], *, engine: Literal["duckdb", "spark"],
    threshold: float | None, within: bool,
) -> dict[str, Any]:  # fmt: skip
    from tansiq import linking

    chosen = linking.DEFAULT_THRESHOLD if threshold is None else threshold
    try:
        found = linking.link(records, out, engine=engine, threshold=chosen, within=within, judged_apart=apart)
    except linking.EngineMissingError as fault:
        cli.fail(fault, cli.UNREADABLE)
    return {
        "engine": engine, "records": found.records, "proposals": found.proposals, "clusters": found.clusters,
        "threshold": chosen, "prior_bits": found.prior_bits,
    }  # fmt: skip


def _held(
    handle: str, second: str, code: str, *, engine: str, as_json: bool
) -> tuple[list[Record], set[tuple[str, str]]]:
    """What agencies hold, for a validator of the joint room; that it was read is logged before anything is told.

    Who is held by two agencies leaves in one file: it takes a second key of the inspectorate, as names do.
    Agencies that exclude the joint room from validating their holdings are left out, and so is its own.
    """
    with cli.ready():
        from django.db import connection, connections, transaction

        from tansiq.gateway import actions
        from tansiq.gateway import queries as gateway
        from tansiq.kernel.access import queries as access
        from tansiq.kernel.access.actor import system_actor
        from tansiq.kernel.audit import actions as audit
        from tansiq.kernel.db import acting_as

        with cli.acting(handle, act="link --all", as_json=as_json) as actor:
            closed = gateway.closed_to_the_room(actor)
            other = access.actor_by_handle(second) if second else None
            actions.require_second_key(actor=actor, second=other, code=code, now=datetime.now(tz=UTC))  # rule: RL-09
            matcher = system_actor("matcher")
            with acting_as(matcher), transaction.atomic(using="matcher"), connections["matcher"].cursor() as cursor:
                cursor.execute(HELD)
                found = [_record(row) for row in cursor.fetchall() if row[1] not in closed]
                records = [record for record in found if record.name]  # a kunya alone links nobody
            with acting_as(matcher), connection.cursor() as cursor:
                cursor.execute(DIFFERENT)
                apart = {(str(left), str(right)) for left, right in cursor.fetchall()}
            audit.record(
                "people.linked_in_bulk", ("people.heldentry", None), actor=actor, at=datetime.now(tz=UTC),
                after={"records": len(records), "engine": engine},
            )  # fmt: skip
    return records, apart


def _record(row: tuple[Any, ...]) -> Record:
    from tansiq.linking import Record
    from tansiq.names.reading import units_kept
    from tansiq.people.rules import expanded

    kit_id, owner_id, words, born_from, born_to, blinds = row
    name = units_kept(words)
    docs = dict(blind.split(":", 1) for blind in sorted(expanded(blinds)))
    kind = next((kind for kind in DOC_KINDS if kind in docs), "")
    year, day = _birth(born_from, born_to)
    return Record(
        str(kit_id), str(owner_id), name=" ".join(unit for unit, _kind in name.names), year=year, day=day,
        mother=name.mother, doc=docs.get(kind, ""), doc_kind=kind,
    )  # fmt: skip


def _birth(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    """Year, and the day where one is known; a Hijri year is the Gregorian one in which its middle lies."""
    days = sorted(day for day in (first, last) if day is not None)
    if not days or (days[-1] - days[0]).days > LONGEST_YEAR_DAYS:
        return None, None
    day = days[0] if days[0] == days[-1] else None
    middle = days[0] + (days[-1] - days[0]) / 2
    return middle.year, day.month * 100 + day.day if day and (day.month, day.day) != (1, 1) else None
