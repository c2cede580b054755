"""Turning a problem into an answer, recording it, and telling the inspector where he must know."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from tansiq.gateway import passages
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.problems import Problem


def record(problem: Problem, *, actor: Actor, at: datetime, act: str) -> None:
    """Write a refusal down in a transaction of its own, with the notices that it owes."""
    if not actor.user_id and not actor.system:
        return  # nobody is signed in: there is no one to write it down for
    with transaction.atomic():
        audit.record_refusal(problem, actor=actor, at=at, act=act)
        if problem.notify_oversight:  # rule: G14
            notice = passages.Notice(code=problem.code, reference=str(problem.reference))
            owner = actor.agency_id or problem.reference
            passages.cross("notice", notice, actor=actor, now=at, owner_id=owner)


def wants_object(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as `application/problem+json`, as a fragment or as a page."""
    if wants_object(request):
        return JsonResponse(problem.as_object(), status=problem.status, content_type="application/problem+json")
    template = "web/problem.html#fragment" if getattr(request, "htmx", False) else "web/problem.html"
    return render(request, template, {"problem": problem}, status=problem.status)
