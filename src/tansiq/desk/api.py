"""The root of the API: sign-in by the same session as the pages, refusals as `application/problem+json`.

A program signs in as a person does, by POST to /accounts/login/ with the second factor after it, keeps the cookies, and
sends the value of the CSRF cookie as `X-CSRFToken` with everything that it posts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.security import SessionAuth

from tansiq.desk import refusals
from tansiq.desk.errors_views import BadRequest, FormExpired, NoFilesTaken, TooLarge, TwoAtOnce
from tansiq.gateway.api import REFUSES
from tansiq.gateway.api import router as gateway
from tansiq.kernel.access.errors import OwnPasswordRequired, SecondFactorRequired
from tansiq.kernel.problems import Invalid, NotFound, Problem

View = Callable[..., HttpResponse]
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "code", "status", "title", "remedy", "instance"],
    "properties": {
        "type": {"type": "string"}, "code": {"type": "string"}, "status": {"type": "integer"},
        "title": {"type": "string"}, "remedy": {"type": "string"}, "instance": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}  # fmt: skip


class NotSignedIn(Problem):
    """Nobody is signed in."""

    code = "NOT_SIGNED_IN"
    status = 401
    title = _("Nobody is signed in.")
    remedy = _("Sign in with your handle and your second factor, then send it again with the cookies of that session.")


class MethodNotAllowed(Problem):
    """The address exists and does not take this method."""

    code = "METHOD_NOT_ALLOWED"
    status = 405
    title = _("This address does not take this method.")
    remedy = _("Use one of the methods that the Allow header names.")


# What stands before every operation refuses: a NUL in the address, nobody signed in, half a sign-in, two at once.
BY_ANY: tuple[type[Problem], ...] = (BadRequest, NotSignedIn, OwnPasswordRequired, SecondFactorRequired, TwoAtOnce)
# With a record in the address: it is not there, or not for whoever asks.
BY_ADDRESS: tuple[type[Problem], ...] = (NotFound,)
# With a body: no token, too large, a file, or it does not fit.
BY_BODY: tuple[type[Problem], ...] = (FormExpired, TooLarge, NoFilesTaken, Invalid)


def refusals_of(path: str, operation: dict[str, Any]) -> dict[int, list[str]]:
    """Status: the codes with which an operation may refuse. Takes what it says of itself out of it."""
    of_address = BY_ADDRESS if "{" in path else ()
    of_body = BY_BODY if "requestBody" in operation else ()
    found: dict[int, set[str]] = {}
    for problem in (*BY_ANY, *of_address, *of_body, *operation.pop(REFUSES)):
        found.setdefault(problem.status, set()).add(problem.code)
    return {status: sorted(codes) for status, codes in sorted(found.items())}


def _documented(codes: list[str]) -> dict[str, Any]:
    """One refusal as OpenAPI tells it: the problem object with one of these codes."""
    told = PROBLEM_SCHEMA | {"properties": PROBLEM_SCHEMA["properties"] | {"code": {"enum": codes}}}
    content = {"application/problem+json": {"schema": told}}
    return {"description": f"Refused: {', '.join(codes)}", "content": content}


class Session(SessionAuth):
    """The browser's session; whether anybody is signed in is asked before the token is."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if request.user.is_authenticated else None


def _open(view: View) -> View:
    """The view, answering for itself whether somebody is signed in, and refusing a method as a problem."""

    @login_not_required
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        refused = refusals.answer(request, MethodNotAllowed())
        refused["Allow"] = response["Allow"]
        return refused

    return answered


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")


class Strict(Parser):
    """JSON as it is written down: of a member that stands twice nobody knows which was meant, and NaN is no number."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, object_pairs_hook=_without_doubles, parse_constant=_no_number)


class Root(NinjaAPI):
    """Every operation behind the session; the schema too."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns = super()._get_urls()
        for pattern in patterns:
            if isinstance(pattern, URLPattern) and pattern.name not in ("openapi-json", "api-root"):
                pattern.callback = _open(pattern.callback)
        return patterns

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        for path, methods in schema["paths"].items():
            for operation in methods.values():
                refused = refusals_of(path, operation)
                operation["responses"] |= {status: _documented(codes) for status, codes in refused.items()}
        return schema


api = Root(
    title="Tansiq", version="1", urls_namespace="api", auth=Session(), docs_url=None, openapi_url="/openapi.json",
    parser=Strict(),
)  # fmt: skip
api.add_router("", gateway)


def _refuse(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Leave the answer to the middleware: it rolls back, records the refusal and answers."""
    request.fatal = problem  # type: ignore[attr-defined]
    return HttpResponse(status=problem.status)


def _field(error: dict[str, Any]) -> dict[str, str]:
    # Neither where the member came from nor the name of the operation's own argument.
    place = [str(step) for step in error["loc"] if step not in ("body", "path", "query")]
    code = {"extra_forbidden": "UNKNOWN_FIELD"}.get(error["type"], str(error["type"]).upper())
    return {"field": ".".join(place), "code": code}


@api.exception_handler(Problem)
def _on_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return _refuse(request, problem)


@api.exception_handler(ValidationError)
def _on_invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    return _refuse(request, Invalid(errors=[_field(error) for error in fault.errors]))


@api.exception_handler(AuthenticationError)
def _on_stranger(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    return _refuse(request, NotSignedIn())


@api.exception_handler(HttpError)
def _on_unreadable(request: HttpRequest, fault: HttpError) -> HttpResponse:
    return _refuse(request, FormExpired() if fault.status_code == 403 else BadRequest())


@api.exception_handler(Http404)
def _on_absent(request: HttpRequest, fault: Http404) -> HttpResponse:
    return _refuse(request, NotFound())
