"""Members: the list, enrolment, roles, moves, the review of an account, its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tansiq.desk import member_forms as forms
from tansiq.kernel import reading
from tansiq.kernel.access import actions, queries, reviews, words
from tansiq.kernel.access.errors import IncompatibleRoles
from tansiq.kernel.access.kin import Relation
from tansiq.kernel.access.queries import Member
from tansiq.kernel.pages import flow
from tansiq.kernel.pages.filters import given, keeps_words
from tansiq.kernel.pages.request import OfficerRequest
from tansiq.kernel.problems import NotFound

ACTS = {
    "grant": (forms.GrantForm, actions.grant_role), "end-role": (forms.EndRoleForm, actions.end_role),
    "move": (forms.MoveForm, actions.move_member), "end": (forms.ReasonOnlyForm, actions.deactivate_member),
}  # fmt: skip
TAKES_ROLES = ("grant", "end-role")


def standing_of(row: Member) -> str:
    """Code of what stands against an account."""
    if not row.user.is_active:
        return "ended"
    if row.frozen_at is not None:
        return "frozen"
    standing = reviews.standing_of(row.reviewed_on, timezone.now())
    return "open" if standing == "reviewed" else standing


def shown(row: Member) -> dict[str, Any]:
    """One member as a line of a list."""
    roles = [words.role(code) for code in queries.roles_of(row.id)]
    due = reviews.days_of(row.reviewed_on)[0] if row.reviewed_on else None
    return {
        "row": row, "name": queries.localised(row), "handle": row.user.username, "roles": roles, "due": due,
        "agency": queries.localised(row.agency), "state": words.HOLDS[standing_of(row)], "standing": standing_of(row),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def members(request: OfficerRequest) -> HttpResponse:
    """Members by agency, role and state; every list has an address."""
    flow.require(request, "access.grant", "access.review")
    form = forms.MemberFilter(given(request))
    told = form.cleaned_data if form.is_valid() else {}
    agency, state = told.get("agency") or "", told.get("state") or ""
    if state == "due":
        rows = queries.reviews_due(timezone.now())
        rows = [row for row in rows if not agency or str(row.agency_id) == agency]
    else:
        rows = queries.members(
            agency_id=UUID(agency) if agency else None,
            role=told.get("role") or "",
            state=state,
            text=told.get("q") or "",
        )
    page, pager = flow.page_of(request, rows)
    context = {
        "lines": [shown(row) for row in page], "pager": pager, "form": form,
        "clear_url": request.path if any(told.values()) else "", "may_enrol": request.actor.has("access.grant"),
        "may_review": request.actor.has("access.review"),
    }  # fmt: skip
    return render(request, "desk/members.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    """Enrol a member; the one-time password stands on the answer and nowhere else."""
    flow.require(request, "access.grant")
    form = forms.MemberForm(flow.typed(request))
    if form.is_valid():
        made = flow.act(request, form, actions.enrol_member)
        if made is not None:
            row, password = made
            answer = render(request, "desk/member_enrolled.html", {"line": shown(row), "password": password})
            add_never_cache_headers(answer)
            return answer
        _name_roles(form)
    return render(request, "desk/member_new.html", {"form": form}, status=flow.status_of(form))


def _name_roles(form: Any) -> None:
    """Say in words which roles exclude the one that was wanted."""
    problem = getattr(form, "problem", None)
    if isinstance(problem, IncompatibleRoles):
        others = _("، ").join(words.role(code) for code in problem.members.get("with_roles", []))
        form.add_error(None, _("It excludes what the member holds: %(roles)s.") % {"roles": others})


@require_GET
def member(request: OfficerRequest, member_id: UUID) -> HttpResponse:
    """One member: where he stands, what he holds, what can be done."""
    flow.require(request, "access.grant", "access.review")
    return _page(request, queries.member(member_id))


def _page(request: OfficerRequest, row: Member, *, sent: str = "", form: Any = None) -> HttpResponse:
    held = queries.roles_of(row.id)
    drawn: dict[str, Any] = {
        "grant": forms.GrantForm(held=held, auto_id="grant_%s"),
        "end-role": forms.EndRoleForm(held=held, auto_id="end_%s"),
        "move": forms.MoveForm(initial={"agency_id": row.agency_id, "unit": row.unit}, auto_id="move_%s"),
        "end": forms.ReasonOnlyForm(auto_id="close_%s"),
    }  # fmt: skip
    if form is not None:
        drawn[sent] = form
    mine = row.id == request.actor.member_id
    context = {
        "line": shown(row), "held": [words.role(code) for code in held], "forms": drawn, "form": form, "sent": sent,
        "may_grant": request.actor.has("access.grant") and row.user.is_active and not mine, "is_mine": mine,
        "may_review": request.actor.has("access.review") and row.user.is_active and not mine,
        "waits": [words.role(code) for code in queries.waiting_roles(row.id)],
        "kin": len(queries.declared_kin(row.id)) if mine else None,
    }  # fmt: skip
    return render(request, "desk/member.html", context, status=flow.status_of(form) if form is not None else 200)


@require_POST
def act(request: OfficerRequest, member_id: UUID, act: str) -> HttpResponse:
    """Grant or end a role, move, or end the account; a refused form comes back filled on the member's page."""
    flow.require(request, "access.grant")
    row = queries.member(member_id)
    if act not in ACTS:
        raise NotFound
    made: Any
    action: Any
    made, action = ACTS[act]
    given: dict[str, Any] = {"held": queries.roles_of(row.id)} if act in TAKES_ROLES else {}
    form = made(request.POST, auto_id=f"{act}_%s", **given)
    if form.is_valid() and flow.act(request, form, action, member_id=row.id) is not None:
        messages.success(request, _("Done. It counts from the member’s next request on."))
        return redirect("desk:member", row.id)
    _name_roles(form)
    return _page(request, row, sent=act, form=form)


@require_http_methods(["GET", "POST"])
def review(request: OfficerRequest, member_id: UUID) -> HttpResponse:
    """The review of an account: each role is confirmed or ends."""
    flow.require(request, "access.review")
    row = queries.member(member_id)
    held = queries.roles_of(row.id)
    form = forms.ReviewForm(flow.typed(request), held=held, initial={"kept": held})
    if form.is_valid() and flow.act(request, form, actions.review_account, member_id=row.id) is not None:
        messages.success(request, _("Reviewed. The next review is due in ninety days."))
        return redirect("desk:members")
    context = {"line": shown(row), "form": form, "is_mine": row.id == request.actor.member_id}
    return render(request, "desk/member_review.html", context, status=flow.status_of(form))


@require_http_methods(["GET", "POST"])
def kin(request: OfficerRequest) -> HttpResponse:
    """Relatives whom one declares; kept is what recognises them, and nothing that can be read."""
    actor = request.actor
    form = forms.KinForm(flow.typed(request))
    if form.is_valid() and flow.act(request, form, actions.declare_kin) is not None:
        messages.success(request, _("Declared. The name itself was not kept."))
        return redirect("desk:kin")
    rows = queries.declared_kin(actor.member)
    context = {"rows": rows, "form": form, "relations": dict(Relation.choices)}
    return render(request, "desk/kin.html", context, status=flow.status_of(form))


@require_POST
def kin_end(request: OfficerRequest, kin_id: UUID) -> HttpResponse:
    """Take a declaration back."""
    row = actions.end_kin(actor=request.actor, now=timezone.now(), kin_id=kin_id)
    until = reading.moment(row.holds_until) if row.holds_until else ""
    messages.success(request, _("Taken back. It holds until %(until)s, and the inspector is told.") % {"until": until})
    return redirect("desk:kin")
