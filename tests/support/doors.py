"""Addresses of the desk with ids that nobody has, and what an answer to whom means."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

NOBODYS = UUID("00000000-0000-4000-8000-000000000001")
ANYBODY, OPEN, POSTED = "anybody signed in", "open", "posted"
# Sign-in's own pages.
ELSEWHERE = ("account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_")
ARGUMENTS = {"kind": "slip", "act": "intelligence.accept", "fact": "judgment", "code": "W1"}


def _patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _patterns(entry, inner)
        elif str(entry.pattern).startswith("social/"):
            continue  # nameless: where allauth leads on from addresses of its own that are old
        elif isinstance(entry, URLPattern):
            found = dict.fromkeys(entry.pattern.converters, NOBODYS)
            yield f"{namespace}{entry.name or ''}", found | {k: v for k, v in ARGUMENTS.items() if k in found}


def urls() -> dict[str, dict[str, object]]:
    """Every address of ours by its name, with what it takes."""
    return {name: arguments for name, arguments in _patterns(get_resolver()) if not name.startswith(ELSEWHERE)}


def expected(rule: str | tuple[str, ...], held: frozenset[str], *, has_id: bool) -> set[int]:
    """The statuses by which somebody who holds these permissions may be answered."""
    if rule == OPEN:
        return {200, 302, 405}
    if rule == POSTED:
        return {405}
    if rule != ANYBODY and not held & set(rule):
        return {403, 404} if has_id else {403}
    return {404, 200} if has_id else {200, 302}


def standing_for(held: dict[str, frozenset[str]]) -> list[str]:
    """A few of these members, of whom each permission that any of them holds is held by one."""
    chosen: list[str] = []
    left = frozenset[str]().union(*held.values())
    while left:
        chosen.append(max(sorted(held), key=lambda handle: len(held[handle] & left)))
        left -= held[chosen[-1]]
    return chosen or sorted(held)[:1]
