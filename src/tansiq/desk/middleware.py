"""One transaction a request, under the actor's stamp; a refusal rolls it back, is answered and then recorded."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from tansiq.desk import gate, refusals
from tansiq.desk.errors_views import BadRequest, refused_by_database
from tansiq.kernel import reading
from tansiq.kernel.access import naming
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.db import acting_as
from tansiq.kernel.pages.request import OfficerRequest, display_of
from tansiq.kernel.problems import Problem

GetResponse = Callable[[OfficerRequest], HttpResponse]


def holds_nul(request: OfficerRequest) -> bool:
    """Whether the address, or what a program sends, holds a NUL character."""
    if "%00" in request.get_full_path() or "\x00" in request.path:
        return True
    if request.method in ("GET", "HEAD") or not refusals.wants_object(request):
        return False  # no operation reads a body there, however large
    return any(mark in request.body for mark in (b"\\u0000", b"\x00"))


class ActorMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: OfficerRequest) -> HttpResponse:
        request.refused, request.fatal = [], None
        timezone.activate(charter.current().jurisdiction.tz)
        request.actor = gate.enter(request)
        actor = request.actor
        if holds_nul(request):  # PostgreSQL keeps none; a form says so itself
            return refusals.answer(request, BadRequest())
        fatal: Problem | None = None
        with acting_as(actor):
            with transaction.atomic():
                with naming.remembered(), reading.in_digits(display_of(request)["digits"]):
                    response = self.get_response(request)
                    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                        response.render()
                fatal = request.fatal
                if fatal is not None or response.status_code >= 500:
                    transaction.set_rollback(True)
            where = request.resolver_match.view_name if request.resolver_match else ""
            for problem in request.refused + ([fatal] if fatal else []):
                refusals.record(problem, actor=actor, at=timezone.now(), act=f"{request.method} {where}")
            if fatal is not None:
                with transaction.atomic():
                    response = refusals.answer(request, fatal)
        return response

    def process_view(self, request: OfficerRequest, *view: object) -> HttpResponse | None:
        """Nothing opens but what completes the sign-in, while anything of it is missing."""
        stopped = gate.stop(request)
        if isinstance(stopped, Problem):
            request.fatal = stopped
            return HttpResponse(status=stopped.status)
        return stopped

    def process_exception(self, request: OfficerRequest, exception: Exception) -> HttpResponse | None:
        """A problem is answered after the roll-back; anything else is a defect."""
        problem = exception if isinstance(exception, Problem) else refused_by_database(exception)
        if problem is None:
            return None
        request.fatal = problem
        return HttpResponse(status=problem.status)
