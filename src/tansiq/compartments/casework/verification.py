"""Verifying the chain of custody of one exhibit from its file alone: pure; EVD-02.

Whoever verifies needs no account and asks nobody. What is found: a line that was changed, taken out, put in or moved,
a tail that was cut, a piece in two hands or in none, a signature that is missing or another's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tansiq.compartments.casework import chain
from tansiq.compartments.casework.chain import Custody, Verdict

Faults = list[tuple[int, str]]


def verify(raw: bytes, *, public_key: str = "") -> Verdict:
    """What the file of an exhibit is worth.

    Args:
        raw: the whole file.
        public_key: the installation's key in hex, as it was learnt elsewhere; the file's own where it is empty.
    """
    lines = raw.split(b"\n")
    faults: Faults = []
    # A file ends with a newline; whatever else stands behind the last one was cut or added.
    if lines.pop():
        faults.append((len(lines) + 1, "CUT_TAIL"))
    head = chain.parsed(lines[0]) if lines else None
    if not _is_header(head):
        return Verdict(faults=((1, "NO_HEADER"), *faults))
    assert head is not None
    if public_key and head["public_key"] != public_key:
        faults.append((1, "ANOTHER_INSTALLATION"))
    last = chain.parsed(lines[-1]) if len(lines) > 1 else None
    is_ended = last is not None and set(last) == chain.LAST_KEYS
    events = lines[1:-1] if is_ended else lines[1:]
    custody, gaps = Custody(), []
    for place, line in enumerate(events, start=1):
        gap = _event(line, lines[place - 1], place, custody, faults)
        gaps.extend([gap] if gap else [])
    if not events:
        faults.append((2, "NO_EVENT"))
    if is_ended:
        assert last is not None
        _last(last, lines, head["public_key"], faults)
    elif not any(code == "CUT_TAIL" for _line, code in faults):
        faults.append((len(lines), "CUT_TAIL"))  # rule: EVD-02
    return Verdict(
        exhibit=head["exhibit"], installation=head["installation"], public_key=head["public_key"], events=len(events),
        hand=custody.hand or "", faults=tuple(sorted(set(faults))), gaps=tuple(gaps),
    )  # fmt: skip


def _is_header(head: dict[str, Any] | None) -> bool:
    return (
        head is not None and set(head) == chain.HEADER_KEYS and all(isinstance(value, str) for value in head.values())
    )


def _is_event(event: Mapping[str, Any]) -> bool:
    return (
        set(event) == chain.EVENT_KEYS and isinstance(event["data"], dict)
        and all(isinstance(event[key], str) for key in ("kind", "hash", "prev"))
    )  # fmt: skip


def _last(last: Mapping[str, Any], lines: list[bytes], public_key: str, faults: Faults) -> None:
    number = len(lines)
    if type(last["count"]) is not int or last["count"] != number - 2:
        faults.append((number, "COUNT"))
    if last["head"] != chain.digest(lines[-2]):
        faults.append((number, "HEAD"))
    told = {"count": last["count"], "head": last["head"]}
    if not chain.is_signed(public_key, last["signature"], chain.canonical(told)):
        faults.append((number, "INSTALLATION_SIGNATURE"))


def _event(line: bytes, before: bytes, place: int, custody: Custody, faults: Faults) -> dict[str, Any] | None:
    """Judge one event; returns the gap that it declares."""
    number, event = place + 1, chain.parsed(line)
    if event is None or not _is_event(event):
        faults.append((number, "NOT_AN_EVENT"))
        return None
    if type(event["seq"]) is not int or event["seq"] != place:
        faults.append((number, "SEQUENCE"))
    if event["prev"] != chain.digest(before):  # rule: EVD-02
        faults.append((number, "BROKEN_LINK"))
    signed = {key: value for key, value in event.items() if key not in ("hash", "signatures")}
    if event["hash"] != chain.digest(chain.canonical(signed)):
        faults.append((number, "CHANGED"))
    if event["kind"] not in chain.KINDS:
        faults.append((number, "UNKNOWN_KIND"))
    _moment(event["at"], number, custody, faults)
    signers = _signers(event, number, faults)
    return _custody(event, number, signers, custody, faults)


def _moment(at: object, number: int, custody: Custody, faults: Faults) -> None:
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError:
        faults.append((number, "NO_MOMENT"))
        return
    if moment.tzinfo is None:
        faults.append((number, "NO_MOMENT"))
        return
    if custody.last_at is not None and moment < custody.last_at:
        faults.append((number, "CHRONOLOGY"))
    custody.last_at = moment


def _signers(event: Mapping[str, Any], number: int, faults: Faults) -> dict[str, str]:
    """Keys by hand, of the signatures that are good."""
    found: dict[str, str] = {}
    given = event["signatures"] if isinstance(event["signatures"], list) else [None]
    for one in given:
        whole = isinstance(one, dict) and set(one) == chain.SIGNATURE_KEYS and isinstance(one["hand"], str)
        if not whole or one["hand"] in found:
            faults.append((number, "NO_SIGNATURE"))
        elif not chain.is_signed(one["public_key"], one["signature"], str(event["hash"]).encode()):
            faults.append((number, "BAD_SIGNATURE"))
        else:
            found[one["hand"]] = one["public_key"]
    return found


def _sign_for(hand: str, signers: Mapping[str, str], number: int, custody: Custody, faults: Faults) -> None:
    """A hand that takes part has signed, with the key with which it signed before."""
    key = signers.get(hand)
    if key is None:
        faults.append((number, "NO_SIGNATURE"))
    elif custody.keys.setdefault(hand, key) != key:
        faults.append((number, "ANOTHER_KEY"))


def _named(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _custody(
    event: Mapping[str, Any], number: int, signers: Mapping[str, str], custody: Custody, faults: Faults
) -> dict[str, Any] | None:
    kind, data = event["kind"], event["data"]
    if custody.has_ended:
        faults.append((number, "AFTER_END"))
        return None
    if (number == 2) != (kind in chain.BEGINS):  # the first line is the header
        faults.append((number, "NO_BEGINNING" if number == 2 else "BEGINS_AGAIN"))
    if kind in chain.BEGINS:
        _take(_named(data, "hand"), signers, number, custody, faults)
    elif kind == chain.TRANSFER:
        giver, taker = _named(data, "from"), _named(data, "to")
        if giver != custody.hand or giver == taker:
            faults.append((number, "TWO_HANDS"))
        _sign_for(giver, signers, number, custody, faults)
        _take(taker, signers, number, custody, faults)
    elif kind == chain.GAP:
        if not _named(data, "reason").strip():
            faults.append((number, "NO_REASON"))
        _take(_named(data, "to"), signers, number, custody, faults)
        return {"line": number, "at": event["at"], "since": _named(data, "since"), "reason": _named(data, "reason")}
    else:
        _held(kind, data, number, signers, custody, faults)
    return None


def _take(hand: str, signers: Mapping[str, str], number: int, custody: Custody, faults: Faults) -> None:
    if not hand:
        faults.append((number, "NO_HAND"))
        return
    _sign_for(hand, signers, number, custody, faults)
    custody.hand = hand


def _held(
    kind: str, data: Mapping[str, Any], number: int, signers: Mapping[str, str], custody: Custody, faults: Faults
) -> None:
    """What is said of a piece while it lies in one hand, and how its chain ends."""
    if custody.hand is None:
        faults.append((number, "NO_HAND"))
        return
    _sign_for(custody.hand, signers, number, custody, faults)
    if kind in chain.ENDS:
        if not _named(data, "order").strip():
            faults.append((number, "NO_ORDER"))
        custody.has_ended, custody.hand = True, None
