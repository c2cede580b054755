"""What every record of a case must carry, checked against the charter of the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tansiq.compartments.casework.models import Case
from tansiq.kernel import bases
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.charter.errors import UnknownCode
from tansiq.kernel.charter.folding import fold
from tansiq.kernel.cleaning import cleaned
from tansiq.kernel.decisions.errors import NotAPerson
from tansiq.kernel.geography import queries as geography
from tansiq.kernel.geography.shapes import Point, require_place
from tansiq.kernel.problems import Invalid, NotFound
from tansiq.kernel.reasons import SHORTEST_REASON, fault_of
from tansiq.kernel.said import is_number

FIRST_YEAR = 1900
AHEAD = timedelta(minutes=5)  # clocks of two devices differ
require_code = bases.require_code


def require_person(actor: Actor) -> UUID:
    """The member who writes something down.

    Raises:
        NotAPerson: a system actor writes nothing in a case.
    """
    if actor.system or actor.member_id is None:
        raise NotAPerson
    return actor.member_id


def require_fields(
    now: datetime, given: Mapping[str, object], *, may_be_empty: tuple[str, ...] = (), numbers: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Texts without signs that nobody sees or white space at their ends, and moments that can have been.

    Args:
        numbers: what bears the number of a paper, on which something rests: a dash or «not issued» is empty.

    Raises:
        Invalid: a text is missing, or a moment lies in the future or before 1900.
    """
    errors: list[dict[str, str]] = []
    told: dict[str, Any] = {}
    for name, value in given.items():
        told[name] = cleaned(value) if isinstance(value, str) else value  # rule: W-4 -> told[name] = value
        if name in numbers and not is_number(told[name]):  # rule: JUD-08
            told[name] = ""
        if value is None or told[name] == "":
            errors += [] if name in may_be_empty else [{"field": name, "code": "MISSING"}]
        elif isinstance(value, datetime) and value > now + AHEAD:
            errors.append({"field": name, "code": "IN_FUTURE"})
        elif isinstance(value, date) and value.year < FIRST_YEAR:
            errors.append({"field": name, "code": "TOO_OLD"})
    if errors:
        raise Invalid(errors=errors)
    return told


def require_reasons(words: str, field: str) -> str:
    """Reasons that say something.

    Raises:
        Invalid: under ten characters, a set phrase, or one word over and over.
    """
    fault = "UNSTORABLE" if "\x00" in words else fault_of(words, charter.current().boilerplate_reasons)
    if fault:
        raise Invalid(errors=[{"field": field, "code": fault}], shortest=SHORTEST_REASON)
    return words.strip()


def require_length(words: str, field: str) -> str:
    """Words beside a fact: their length is asked for, and nothing else (W-4).

    Raises:
        Invalid: under ten characters.
    """
    told = cleaned(words)
    if len(told) < SHORTEST_REASON:
        raise Invalid(errors=[{"field": field, "code": "TOO_SHORT"}], shortest=SHORTEST_REASON)
    return told


def require_district(code: str) -> str:
    """The district, if the charter has it.

    Raises:
        Invalid: it has not.
    """
    try:
        charter.current().area(code)
    except UnknownCode as fault:
        raise Invalid(errors=[{"field": "district", "code": "UNKNOWN" if code else "MISSING"}]) from fault
    return code


def require_subdistrict(typed: str, district: str) -> str:
    """The code of a sub-district of this district, by its code or its name in any spelling; "" for nothing.

    Raises:
        Invalid: the district has none of this name, or several.
    """
    if not typed.strip():
        return ""
    wanted = fold(typed)
    found = [
        area.pcode for area in charter.current().subdistricts_of(district)
        if typed.strip().upper() == area.pcode or wanted in (fold(area.name_ar), fold(area.name_en))
    ]  # fmt: skip
    if len(found) != 1:
        raise Invalid(errors=[{"field": "subdistrict", "code": "UNKNOWN"}])
    return found[0]


def require_point(point: Point | None, district: str) -> Point | None:
    """The point, if it lies in this district as far as its outline is known.

    Raises:
        Invalid: no such place, or one in another district.
    """
    if point is None:
        return None
    try:
        require_place(*point)
        is_there = geography.outline(district).contains(*point)
    except UnknownCode:
        return point
    except ValueError as fault:
        raise Invalid(errors=[{"field": "latitude", "code": "UNKNOWN"}]) from fault
    if not is_there:
        raise Invalid(errors=[{"field": "latitude", "code": "OUT_OF_RANGE"}])
    return point


def find_case(case_id: UUID) -> Case:
    """A case that exists for the actor.

    Raises:
        NotFound: absent, or hidden.
    """
    row = Case.objects.filter(id=case_id).first()
    if row is None:
        raise NotFound
    return row


def written(case: Case, actor: Actor, now: datetime) -> dict[str, Any]:
    """The columns of every record of a case."""
    return {
        "case_id": case.id, "owner_id": case.owner_id, "author_id": require_person(actor), "author_name": actor.name,
        "made_at": now,
    }  # fmt: skip
