"""Moments as people give them to a command: a whole day, or a time with its offset from UTC."""

from __future__ import annotations

import re
from datetime import date, datetime

import click

from tansiq.kernel.replays import require_days
from tansiq.kernel.saying import gettext as _

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_or_time(text: str, *, option: str = "--at") -> date:
    """A day, or an aware time.

    Raises:
        click.BadParameter: it is neither of them; the command ends with 2.
    """
    try:
        moment = date.fromisoformat(text) if _DAY.fullmatch(text) else datetime.fromisoformat(text)
        if isinstance(moment, datetime) and moment.tzinfo is not None:
            require_days(moment)
    except ValueError as fault:
        why = _("%(value)s is neither 2026-11-24 nor 2026-11-24T03:12+03:00") % {"value": text}
        raise click.BadParameter(why, param_hint=option) from fault
    if isinstance(moment, datetime) and moment.tzinfo is None:
        why = _("%(value)s lacks its offset from UTC, such as +03:00") % {"value": text}
        raise click.BadParameter(why, param_hint=option)
    return moment
