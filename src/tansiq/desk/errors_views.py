"""Answers to what no view handles: no such page, a form from another session, a defect."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tansiq.desk import refusals
from tansiq.kernel.problems import NotFound, Problem
from tansiq.kernel.uploads import FileSent

log = logging.getLogger("tansiq")
DEADLOCK = "40P01"


class FormExpired(Problem):
    """The form belongs to a session that has ended."""

    code = "FORM_EXPIRED"
    status = 403
    title = _("The session in which you opened this form has ended.")
    remedy = _("Go back, sign in again and send it once more. What you typed is kept in this browser.")


class BadRequest(Problem):
    """The request cannot be read."""

    code = "BAD_REQUEST"
    status = 400
    title = _("This request cannot be read.")
    remedy = _("Go back and try again. If it happens twice, tell your administrator the reference.")


class TwoAtOnce(Problem):
    """The database let another act go first, which had locked the same records in another order."""

    code = "TWO_AT_ONCE"
    status = 409
    title = _("Somebody else wrote on the same records at this moment. Nothing of yours was stored.")
    remedy = _("Send it again: it will find what the other has done.")


def refused_by_database(exception: Exception) -> Problem | None:
    """What the database itself refused although nothing is broken; None for everything else."""
    return TwoAtOnce() if getattr(exception.__cause__, "sqlstate", None) == DEADLOCK else None


class TooLarge(Problem):
    """The request holds more than any form or operation takes."""

    code = "TOO_LARGE"
    status = 413
    title = _("What was sent is larger than anything that is taken here.")
    remedy = _("Send one person at a time, without attachments. Whole lists are read by whoever runs the server.")


class NoFilesTaken(Problem):
    """The request holds a file, and no page takes one."""

    code = "NO_FILES"
    status = 415
    title = _("No page takes files. The file was not kept.")
    remedy = _("Write what matters into the form. Published lists are read in by whoever runs the server.")


class Defect(Problem):
    """A fault of ours."""

    code = "DEFECT"
    status = 500
    title = _("Something broke on our side. Nothing was stored.")
    remedy = _("Try again in a minute. If it happens twice, tell your administrator the reference.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusals.answer(request, FormExpired())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusals.answer(request, NotFound())


@login_not_required
def nowhere(request: HttpRequest) -> HttpResponse:
    """An address that is closed here: as if there were none."""
    raise Http404


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusals.answer(request, FormExpired())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return refusals.answer(request, TooLarge())
    if isinstance(exception, FileSent):
        return refusals.answer(request, NoFilesTaken())
    return refusals.answer(request, BadRequest())


def defect(request: HttpRequest) -> HttpResponse:
    problem = Defect()
    place = request.resolver_match and request.resolver_match.view_name
    log.error("defect %s at %s", problem.reference, place, exc_info=True)  # the places alone, see kernel/logs.py
    return refusals.answer(request, problem)
