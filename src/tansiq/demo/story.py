"""Loading the demo, and who can sign in to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import translation

from tansiq.demo import cast, custody, duty, holdings, scenes, second_factor, work
from tansiq.demo.cast import PASSWORD
from tansiq.demo.stage import Stage
from tansiq.demo.tables import Words
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.audit import sealing
from tansiq.kernel.db import acting_as

__all__ = ["PASSWORD", "SIGN_INS", "ForeignAgencies", "SignIn", "load"]
SETUP = system_actor("setup")


class ForeignAgencies(RuntimeError):
    """The database is in use: it holds agencies that are not of the demo."""


class SignIn(NamedTuple):
    """A sign-in of the demo; agency and `may`, what it is good for, are told in both languages."""

    handle: str
    password: str
    agency: Words
    may: Words


_NAMES = {row.code: row.name for row in cast.AGENCIES} | {
    "joint-room": Words("غرفة العمليات المشتركة", "Joint operations room"),
    "protection": Words("مكتب الحماية", "Protection desk"),
}
SIGN_INS: tuple[SignIn, ...] = tuple(SignIn(row.handle, PASSWORD, _NAMES[row.agency], row.may) for row in cast.MEMBERS)


def load(now: datetime) -> None:
    """Load the demo, told from this moment; loaded twice, it changes nothing.

    Three chapters commit one after the other, because the matcher sees only what has been committed. A load that was
    broken off goes on with the chapter that is missing. In the end the log is sealed: what it tells lies in the past.

    Args:
        now: aware; the present of the story, close to the clock of the database.

    Raises:
        ForeignAgencies: the database holds agencies that are not of the demo; nothing was changed.
        Problem: a rule refuses what the story does; the chapter was rolled back.
    """
    with translation.override("ar"):
        if not second_factor.are_enrolled():
            _chapter(now, _begin, unless=lambda stage: cast.are_enrolled())
            _chapter(now, scenes.play, unless=scenes.has_played)
            _chapter(now, _end)
    with acting_as(sealing.SEAL):
        sealing.seal(actor=sealing.SEAL, now=now)


def _chapter(
    now: datetime, tell: Callable[[Stage], None], *, unless: Callable[[Stage], bool] = lambda stage: False
) -> None:
    with acting_as(SETUP), transaction.atomic():
        if foreign := cast.foreign_agencies():
            raise ForeignAgencies(f"the database holds other agencies: {', '.join(foreign)}; nothing was changed")
        stage = Stage(now)
        if not unless(stage):
            tell(stage)


def _begin(stage: Stage) -> None:
    cast.enrol(stage.now)
    holdings.fill(stage)
    work.begin(stage)
    custody.fill(stage)
    duty.stand_by(stage)


def _end(stage: Stage) -> None:
    scenes.go_on(stage)
    duty.by_phone(stage)
    second_factor.enrol()
