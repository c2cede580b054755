"""`tansiq agency add` and `tansiq member add`: the first accounts of an installation, and whoever gets lost later."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import click

from tansiq import cli
from tansiq.kernel.saying import gettext as _

KINDS = ("security", "judicial", "prosecution", "civil", "oversight")
HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


@contextmanager
def _setting_up(*, as_json: bool) -> Iterator[object]:
    """One transaction of the installation itself; a refusal rolls it back, is printed, and ends with 3."""
    from django.db import transaction

    from tansiq.kernel.access.actor import system_actor
    from tansiq.kernel.db import acting_as
    from tansiq.kernel.problems import Problem

    setup = system_actor("setup")
    try:
        with acting_as(setup), transaction.atomic():
            yield setup
    except Problem as problem:
        cli.print_object(problem.as_object(), as_json=as_json)
        sys.exit(cli.REFUSED)


@click.group()
def agency() -> None:
    """Agencies, as the operator of an installation enters the first ones."""


@agency.command("add")
@click.option("--code", required=True, help="Short name in Latin letters; never changes.")
@click.option("--name-ar", required=True)
@click.option("--name-en", required=True)
@click.option("--kind", required=True, type=click.Choice(KINDS))
@click.option("--may-arrest", is_flag=True)
@click.option("--charter-signed-on", type=click.DateTime(["%Y-%m-%d"]), help="Without it the agency cannot ask.")
@click.option("--duty-phone", default="")
@click.option("--json", "as_json", is_flag=True)
def add_agency(
    code: str, name_ar: str, name_en: str, kind: str, may_arrest: bool, charter_signed_on: datetime | None,
    duty_phone: str, as_json: bool,
) -> None:  # fmt: skip
    """Accredit an agency; one that exists under this code is left as it is."""
    signed: date | None = charter_signed_on.date() if charter_signed_on else None
    with cli.ready(), _setting_up(as_json=as_json) as setup:
        from tansiq.kernel.access import actions

        row = actions.add_agency(
            actor=setup, now=datetime.now(tz=UTC), code=code, name_ar=name_ar, name_en=name_en, kind=kind,  # type: ignore[arg-type]
            may_arrest=may_arrest, charter_signed_on=signed, duty_phone=duty_phone,
        )  # fmt: skip
        cli.print_object({"agency": row.code, "id": str(row.id)}, as_json=as_json)


@click.group()
def member() -> None:
    """Members, as the operator of an installation enrols the first ones."""


@member.command("add")
@click.option("--handle", required=True, help="3 to 60 of small Latin letters, digits, - . and _.")
@click.option("--agency", "agency_code", required=True, help="Code of the agency.")
@click.option("--role", "roles", multiple=True, required=True, help="Once for each role.")
@click.option("--name-ar", required=True)
@click.option("--name-en", required=True)
@click.option("--unit", default="")
@click.option("--phone", default="")
@click.option("--json", "as_json", is_flag=True)
def add_member(
    handle: str, agency_code: str, roles: tuple[str, ...], name_ar: str, name_en: str, unit: str, phone: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Enrol a member, and print a password for one use: with it they choose their own and add a second factor."""
    if not HANDLE.fullmatch(handle):
        why = _("3 to 60 of small Latin letters, digits, - . and _, not %(handle)s") % {"handle": handle}
        cli.fail(f"--handle: {why}", cli.UNREADABLE)
    with cli.ready(), _setting_up(as_json=as_json) as setup:
        from tansiq.kernel.access import accounts, actions, queries

        now = datetime.now(tz=UTC)
        accounts.require_free(handle=handle)
        password, until = accounts.one_time_password(), now + accounts.ENROL_WITHIN
        row = actions.add_member(
            actor=setup, now=now, handle=handle, password=password, enrol_until=until, roles=roles,  # type: ignore[arg-type]
            agency_id=queries.agency_by_code(agency_code).id, name_ar=name_ar, name_en=name_en, unit=unit, phone=phone,
        )  # fmt: skip
        told: dict[str, object] = {
            "handle": handle, "member": str(row.id), "password": password, "until": until.isoformat(),
        }  # fmt: skip
        actions.tell_of_operator(actor=setup, now=now, member_id=row.id)  # type: ignore[arg-type]
        if waits := queries.waiting_roles(row.id):
            told["waits"] = waits
        cli.print_object(told, as_json=as_json)
