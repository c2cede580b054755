"""Whether anything that an outsider does tells who is held in confidence: what is answered, word for word, and how.

Timing is measured by `python -m benchmarks.neutrality`; here everything else is compared, for every path by which an
outsider's act meets somebody whom another agency holds. A path that is added gets a row here.

| Path | Test |
|---|---|
| ask, by page and by program, with names that suffice and that do not | `test_an_answer_is_the_same_...` |
| the same over budget | `test_a_refusal_over_budget_...` |
| the work of the matching, which slows the next answer | `test_the_matching_does_...` |
| receipt, list of receipts and desk, after the matching | `test_what_an_asker_sees_afterwards_...` |
| a kit or a subject of one's own about him | `test_a_record_of_ones_own_...` |
| a judgement on a pair | `test_judging_or_undoing_...` |
| a subject proposed and accepted | `test_a_proposal_is_taken_...` in intelligence/tests/test_subjects.py |
| a published list that names him | `test_what_a_list_adds_...`, `test_a_list_is_read_in_...` |
| `tansiq link --all` | tests/test_link.py: ids only, for validators of the joint room, and of no agency that shuts it out |
| a unique key, a foreign key, a sequence | tests/test_unique_keys.py |
"""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.test import Client
from django.urls import reverse
from stage import NOW, accepting, draft

from tansiq.exchange import actions as exchange
from tansiq.exchange.formats.tests.builders import individual, un_list, written
from tansiq.gateway import actions, queries
from tansiq.gateway.desk_lines import desk_lines
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.models import User
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import NotFound, Problem
from tansiq.people import actions as people
from tansiq.people.models import Kit

GIVEN, FATHERS = ("سالم", "فرج", "عوض", "مبارك", "صالح"), ("يسلم", "كرامة", "برك", "سعيد", "عمر")
FAMILIES = ("باطروق", "بازنجار", "باقنزل", "بادحش", "باشنوار")
MASKS = (
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID"),
    (r"\b[A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}\b", "NUMBER"),
    (r'csrfmiddlewaretoken" value="\w+', "TOKEN"),
    (r"nonce(-|=\")[\w+/=-]+", "NONCE"),
    ("|".join((*GIVEN, *FATHERS, *FAMILIES)), "NAME"),
    (r"[0-9٠-٩]+", "9"),
)
ASKERS = ("asker", "colleague", "stranger", "watch")
PURPOSES = ("CHECKPOINT_IDENTITY", "LIFE_AT_RISK", "OPEN_CASE")


def masked(text: str) -> str:
    for pattern, word in MASKS:
        text = re.sub(pattern, word, text)
    return text


class Statements:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        # The name of a savepoint counts on from request to request.
        self.texts.append(re.sub(r'"s\d+_x\d+"', "SAVEPOINT", f"{context['connection'].alias} {sql}"))
        return execute(sql, params, many, context)


def seen(client: Client, method: str, path: str, body: Any = None, kind: str = "") -> tuple[Any, ...]:
    """Everything of an answer but its time: status, headers, body, and the statements it took."""
    counted = Statements()
    with connection.execute_wrapper(counted), connections["matcher"].execute_wrapper(counted):
        sent = {"data": body} | ({"content_type": kind} if kind else {})
        response = client.get(path) if method == "GET" else client.post(path, **sent)
    heads = sorted(f"{name}: {masked(value)}" for name, value in response.items() if name != "Content-Length")
    digest = hashlib.sha256("\n".join(counted.texts).encode()).hexdigest()
    return (
        response.status_code, tuple(heads), masked(response.content.decode()), len(counted.texts), digest,
        response.headers.get("Location", ""),
    )  # fmt: skip


def people_of(count: int, start: int = 0) -> list[Any]:
    """Invented people, no two alike, all of one shape."""
    return [
        draft(
            ism=GIVEN[n % 5], father=FATHERS[n // 5 % 5], grandfather=GIVEN[n // 25 % 5], family=FAMILIES[n // 3 % 5],
            birth=str(1960 + n % 40), national=f"019{n:08}",
        )
        for n in range(start, start + count)
    ]  # fmt: skip


def hold(do: Any, owner: Any, man: Any) -> Kit:
    checked, owner = man.checked(today=NOW.date()), accepting(owner)
    return do(owner, lambda: people.add_kit(actor=owner, now=NOW, owner_id=owner.home, checked=checked, index="held"))


@pytest.fixture
def halves(committed: Any, do: Any) -> Any:
    """People of whom beta holds every second one, and browsers of four members of other agencies."""
    everybody = people_of(96)
    for man in everybody[::2]:
        hold(do, committed["owner"], man)
    clients = {}
    for handle in ASKERS:
        clients[handle] = Client(headers={"accept-language": "ar"})
        clients[handle].force_login(User.objects.get(username=handle))
    return everybody, clients


def vague(man: Any) -> Any:
    return draft(ism=man.parts.ism, father=man.parts.father)


def ask(client: Client, man: Any, *, by_page: bool, purpose: str) -> tuple[Any, ...]:
    parts = {name: text for name, text in man.parts.as_mapping().items() if text}
    reason = {"purpose": purpose, "reference": "NEUTRAL/1"}
    papers = [{"kind": kind, "value": value} for kind, value in man.identifiers]
    if by_page:
        paper = {"kind_1": papers[0]["kind"], "value_1": papers[0]["value"]} if papers else {}
        return seen(client, "POST", reverse("gateway:ask"), {**parts, "birth": man.birth, **paper, **reason})
    body = {"parts": parts, "born": man.birth, "identifiers": papers} | reason
    return seen(client, "POST", reverse("api:ask"), body, "application/json")


def by_kind(rows: list[tuple[bool, tuple[Any, ...]]]) -> list[set[Any]]:
    """What was seen about those held, and about the others; addresses of receipts left out."""
    return [{row[:-1] for is_held, row in rows if is_held is kind} for kind in (True, False)]


@pytest.mark.parametrize("by_page", [True, False])
@pytest.mark.parametrize("is_vague", [False, True])
def test_an_answer_is_the_same_word_for_word_and_query_for_query_whether_somebody_is_held(halves, by_page, is_vague):
    everybody, clients = halves
    for handle in ASKERS:  # what a session's first ask does is done
        ask(clients[handle], vague(everybody[1]), by_page=by_page, purpose="ORDER_EXECUTION")
    rows = []
    for number, man in enumerate(everybody):
        # Held and not held by turns within each member and purpose.
        handle, purpose = ASKERS[number // 2 % 4], PURPOSES[number // 8 % 3]
        asked = vague(man) if is_vague else man
        rows.append((number % 2 == 0, ask(clients[handle], asked, by_page=by_page, purpose=purpose)))

    held, others = by_kind(rows)
    assert held == others
    assert {row[0] for row in held} == {302 if by_page else 200}


def test_a_refusal_over_budget_says_nothing_of_anybody(halves):
    everybody, clients = halves
    purpose = "REDRESS_CHECK"
    for _ in range(charter.current().purpose(purpose).budget_per_hour):
        ask(clients["asker"], vague(everybody[0]), by_page=False, purpose=purpose)

    rows = [
        (n % 2 == 0, ask(clients["asker"], man, by_page=False, purpose=purpose)) for n, man in enumerate(everybody[:24])
    ]

    assert {row[0] for _, row in rows} == {429}
    held, others = by_kind(rows)
    assert held == others
    assert len(held) == 1


def test_what_an_asker_sees_afterwards_is_the_same_once_the_matching_is_done(halves, committed, do):
    everybody, clients = halves
    client, rows, hits = clients["asker"], [], []
    for number, man in enumerate(everybody[:24]):
        address = urlsplit(ask(client, man, by_page=True, purpose="CHECKPOINT_IDENTITY")[-1]).path
        ask_id = address.rstrip("/").rpartition("/")[2]
        hits.append(len(do(system_actor("matcher"), actions.match_ask, ask_id=ask_id)))
        row = do(committed["asker"], lambda ask_id=ask_id: queries.ask(ask_id))
        lines = do(committed["asker"], lambda: len(desk_lines(committed["asker"], NOW)))
        told = do(committed["asker"], queries.answer_object, row)
        rows.append((number % 2 == 0, (lines, masked(str(told)), *seen(client, "GET", address))))

    assert sum(hits[::2]) >= len(everybody[:24]) // 2  # the held were found
    held, others = by_kind(rows)
    assert held == others


def test_the_matching_does_the_same_work_whether_somebody_is_found(halves, do):
    """The next answer waits for the same machine: less to do would make it come sooner."""
    everybody, clients = halves
    done: dict[bool, list[Any]] = {True: [], False: []}
    for man in everybody[:24]:
        address = urlsplit(ask(clients["asker"], man, by_page=True, purpose="CHECKPOINT_IDENTITY")[-1]).path
        counted = Statements()
        with connection.execute_wrapper(counted), connections["matcher"].execute_wrapper(counted):
            hits = do(system_actor("matcher"), actions.match_ask, ask_id=address.rstrip("/").rpartition("/")[2])
        if len(hits) < 2:  # more namesakes are more work
            work = [re.sub(r"\(SELECT kit_id, .* LIMIT \d+\)", "READ", text) for text in counted.texts]
            done[bool(hits)].append(sorted(text for text in work if "SAVEPOINT" not in text))

    assert all(done.values())
    assert {len(texts) for texts in done[True]} == {len(texts) for texts in done[False]}
    assert {text for texts in done[True] for text in texts} == {text for texts in done[False] for text in texts}


def test_a_record_of_ones_own_about_somebody_whom_another_agency_holds_is_taken_as_any_other(committed, do):
    """No warning of a double, no refusal by a key, no other statement: the other agency's row does not exist."""
    owner, stranger = committed["owner"], committed["stranger"]
    everybody = people_of(12, start=200)
    for man in everybody[::2]:
        hold(do, owner, man)
    found = {True: set(), False: set()}
    for number, man in enumerate(everybody):
        counted = Statements()
        with connection.execute_wrapper(counted):
            kit = hold(do, stranger, man)
            do(accepting(stranger), people.change_identifiers, kit_id=kit.id, checked=man.checked(today=NOW.date()))
        found[number % 2 == 0].add(tuple(counted.texts))

    assert found[True] == found[False]
    assert do(stranger, Kit.objects.count) == len(everybody)


def test_judging_or_undoing_a_pair_with_a_kit_of_another_agency_is_as_with_one_that_is_not_there(committed, do):
    owner, stranger = committed["owner"], committed["stranger"]
    man, absent = people_of(2, start=300)
    theirs, mine = hold(do, owner, man), hold(do, stranger, man)
    nobodys = do(
        owner,
        lambda: people.add_kit(
            actor=owner, now=NOW, owner_id=owner.home, checked=absent.checked(today=NOW.date()), index="none"
        ),
    )
    do(owner, lambda: Kit.objects.filter(id=nobodys.id).delete())
    told = []
    for other in (theirs.id, nobodys.id):
        counted = Statements()
        # Pairs are judged in the room alone: by himself nobody links a kit, whether it is there or not.
        with connection.execute_wrapper(counted), pytest.raises(ProgrammingError) as refused:
            do(
                stranger, people.judge_pair, owner_id=stranger.home, left_id=mine.id, right_id=other,
                anchors=man.checked(today=NOW.date()).anchors, judgement="same", reasons="الاسم والجد متطابقان",
            )  # fmt: skip
        told.append((str(refused.value), tuple(counted.texts)))

    assert told[0] == told[1]
    with pytest.raises(NotFound):
        do(stranger, queries.hit, theirs.id)


def test_what_a_list_adds_changes_and_removes_does_not_depend_on_what_agencies_hold(committed, do, tmp_path):
    first = individual("YEi.901", first="SALEM BAQANZAL") + individual("YEi.902", first="OMAR BADAHSH")
    second = individual("YEi.901", first="SALEM OMAR BAQANZAL") + individual("YEi.903", first="FARAJ BAZANJAR")
    for name in ("SALEM BAQANZAL", "FARAJ BAZANJAR", "OMAR BADAHSH"):
        hold(do, committed["owner"], draft(name))

    told = [do(exchange.IMPORTER, exchange.import_un, written(tmp_path, un_list(text))) for text in (first, second)]

    assert [(one["added"], one["changed"], one["removed"]) for one in told] == [(2, 0, 0), (1, 1, 1)]


def test_a_list_is_read_in_query_for_query_alike_whether_agencies_hold_those_whom_it_names(cast, do, tmp_path):
    file = written(tmp_path, un_list(individual("YEi.911", first="SALEM BAQANZAL")))
    seen_of = []
    for is_held in (False, True):
        counted = Statements()
        with transaction.atomic():
            if is_held:
                hold(do, cast["owner"], draft("SALEM BAQANZAL"))
            with connection.execute_wrapper(counted):
                told = do(exchange.IMPORTER, exchange.import_un, file)
            transaction.set_rollback(True)
        seen_of.append(({**told, "import": ""}, counted.texts))

    assert seen_of[0] == seen_of[1]


def test_an_id_of_another_agency_and_one_that_never_was_are_refused_alike(committed, do):
    """Whoever tries ids learns nothing from the refusals."""
    kit = hold(do, committed["owner"], people_of(1, start=400)[0])
    never = "00000000-0000-4000-8000-000000000001"
    told = []
    for tried in (kit.id, never):
        refusals = []
        for action in (
            lambda tried=tried: queries.hit(tried), lambda tried=tried: queries.ask(tried),
            lambda tried=tried: queries.disclosure(tried), lambda tried=tried: queries.order(tried),
        ):  # fmt: skip
            with pytest.raises(Problem) as caught:
                do(committed["stranger"], action)
            refusals.append((caught.value.code, str(caught.value.title), caught.value.errors))
        told.append(refusals)

    assert told[0] == told[1]
