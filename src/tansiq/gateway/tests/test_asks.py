from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import translation
from stage import KHALED, NOW, draft

from tansiq.gateway import actions, queries
from tansiq.gateway.codes import challenge_of
from tansiq.gateway.errors import BulkAsk, NoPurpose, OverBudget, WrongChallenge, WrongTime
from tansiq.gateway.models import Ask
from tansiq.kernel.access.errors import AgencySuspended, CommandUnconfirmed
from tansiq.kernel.access.models import Agency
from tansiq.kernel.access.queries import actor_by_handle
from tansiq.kernel.audit.models import Entry
from tansiq.kernel.bases import BasisExpired
from tansiq.kernel.charter import queries as charter
from tansiq.kernel.problems import NotPermitted
from tansiq.people.errors import BadIdentifier, ImpossibleDate, NoName, WhichCalendar


def test_when_nothing_stands_then_no_order_is_seen(cast, ask):
    assert ask(cast["asker"], KHALED).answer == "no_record_for_you"


@pytest.mark.rule("JOC-14")
def test_an_answer_is_a_receipt_that_is_found_again(cast, ask, do):
    row = ask(cast["asker"], KHALED)

    kept = do(cast["asker"], queries.ask_by_number, row.number)
    told = do(cast["asker"], queries.answer_object, kept)

    assert list(told) == ["answer", "ask", "asked_at", "orders_as_of", "say", "call"]
    assert told["asked_at"] == told["orders_as_of"] == f"{NOW:%Y-%m-%d}T06:12:00+03:00"


def test_an_ask_writes_a_read_with_its_reason(cast, ask, do):
    row = ask(cast["asker"], KHALED)

    [entry] = do(cast["asker"], lambda: list(Entry.objects.filter(subject_id=row.id)))
    assert (entry.kind, entry.purpose, entry.reference) == ("read", "CHECKPOINT_IDENTITY", "CP/2026-11/7")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("purpose", ""),
        ("purpose", "متابعة"),
        ("purpose", "OTHER"),
        ("reference", ""),
        ("reference", "ab"),
        ("reference", "متابعة"),
    ],
)
def test_an_ask_without_a_reason_is_refused(cast, ask, field, value):
    with pytest.raises(NoPurpose):
        ask(cast["asker"], KHALED, **{field: value})


def test_an_ask_on_an_expired_basis_is_refused(cast, ask):
    with pytest.raises(BasisExpired):
        ask(cast["asker"], KHALED, legal_basis="INTERIM-EXCHANGE")


@pytest.mark.rule("RL-09")
@pytest.mark.parametrize(
    "full",
    [
        "\n".join(f"صالح باطروق {n}" for n in range(400)),
        "صالح، سالم، خالد، عمر",
        "أ ب " * 10,
        "سالم باطروق و عمر باقنزل",
        "A / B",
    ],
)
def test_a_list_of_names_is_refused_and_nothing_is_kept(cast, ask, full):
    with pytest.raises(BulkAsk):
        ask(cast["asker"], draft(full))

    with transaction.atomic():
        assert Ask.objects.count() == 0


@pytest.mark.parametrize(
    ("birth", "refusal"),
    [("30/02/1999", ImpossibleDate), ("1420", WhichCalendar), ("2031", ImpossibleDate), ("1799", ImpossibleDate)],
)
def test_a_birth_that_cannot_be_read_is_refused(cast, ask, birth, refusal):
    with pytest.raises(refusal):
        ask(cast["asker"], draft("خالد سعيد عمر باقنزل", birth=birth))


@pytest.mark.rule("RL-02")
def test_a_face_is_no_identifier(cast, ask):
    with pytest.raises(BadIdentifier):
        ask(cast["asker"], draft("خالد سعيد عمر باقنزل", face="img-1"))


def test_nothing_at_all_is_refused(cast, ask):
    with pytest.raises(NoName):
        ask(cast["asker"], draft(""))


def test_a_common_name_alone_is_not_enough_and_says_what_would_help(cast, ask, do):
    row = ask(cast["asker"], draft("محمد أحمد"))

    assert row.answer == "insufficient_identity"
    assert "born" in row.missing


def test_a_child_is_told_in_the_receipt(cast, ask, do):
    row = ask(cast["asker"], draft("خالد سعيد عمر باقنزل", birth="2012"))

    assert row.is_child
    assert do(cast["asker"], queries.say, row) != do(cast["asker"], queries.say, ask(cast["asker"], KHALED))


@pytest.mark.rule("G20")
def test_a_member_of_a_suspended_agency_sees_nothing_and_asks_nothing(cast, ask, do, agencies):
    row = ask(cast["asker"], KHALED)
    do(
        cast["accreditor"],
        actions.change_standing,
        agency_id=agencies["alpha"],
        standing="suspended",
        reason="فقدت الوحدة مفتاحها",
    )
    suspended = actor_by_handle("asker")

    with pytest.raises(AgencySuspended):
        ask(suspended, KHALED)
    assert do(suspended, lambda: Ask.objects.filter(id=row.id).exists()) is False


@pytest.mark.rule("JOC-12")
def test_after_a_change_of_command_nobody_of_the_unit_asks(cast, ask, do, agencies):
    do(
        cast["accreditor"],
        actions.change_standing,
        agency_id=agencies["alpha"],
        standing="control_lost",
        reason="تغيرت قيادة الوحدة",
    )

    with pytest.raises(CommandUnconfirmed):
        ask(actor_by_handle("asker"), KHALED)


@pytest.mark.rule("JOC-12")
@pytest.mark.parametrize("field", ["charter_signed_on", "trained_on"])
def test_an_agency_that_has_not_signed_or_trained_does_not_ask(cast, ask, do, agencies, field):
    do(cast["accreditor"], lambda: Agency.objects.filter(id=agencies["alpha"]).update(**{field: None}))

    with pytest.raises(CommandUnconfirmed):
        ask(cast["asker"], KHALED)


@pytest.mark.parametrize("who", ["inspector", "validator", "caseworker", "approver"])
def test_who_may_not_ask(cast, ask, who):
    with pytest.raises(NotPermitted):
        ask(cast[who], KHALED)


@pytest.mark.rule("JOC-13")
def test_an_ask_by_radio_names_the_asker_and_proves_the_unit(cast, ask):
    asker = cast["asker"]

    row = ask(asker, KHALED, asked_for="عريف حاجز الغرفة", challenge=challenge_of(asker.home, NOW))
    assert (row.asked_for, row.member_name) == ("عريف حاجز الغرفة", asker.name)

    with pytest.raises(WrongChallenge):
        ask(asker, KHALED, asked_for="عريف حاجز الغرفة", challenge="ZZZZ")


@pytest.mark.rule("JOC-13")
@pytest.mark.parametrize("spoken", [NOW + timedelta(minutes=1), NOW - timedelta(days=8)])
def test_a_paper_sheet_has_a_time_that_can_be(cast, ask, spoken):
    with pytest.raises(WrongTime):
        ask(cast["asker"], KHALED, spoken_at=spoken, sheet="S-14")


def test_a_paper_sheet_is_entered_with_both_times(cast, ask):
    row = ask(cast["asker"], KHALED, spoken_at=NOW - timedelta(hours=5), sheet="S-14")

    assert (row.spoken_at, row.asked_at) == (NOW - timedelta(hours=5), NOW)


def test_over_the_budget_only_what_stands_is_answered(cast, ask, order):
    budget = charter.current().purpose("CHECKPOINT_IDENTITY").budget_per_hour
    order(cast["prosecutor"], draft("سالم عوض مبارك باشنوار", national="998877665"))
    for _ in range(budget):
        ask(cast["asker"], KHALED)

    with pytest.raises(OverBudget):
        ask(cast["asker"], KHALED)
    assert ask(cast["asker"], draft("سالم عوض", national="998877665")).answer == "arrest_order"
    assert ask(cast["asker"], KHALED, now=NOW + timedelta(hours=2)).answer == "no_record_for_you"


@pytest.mark.rule("JOC-13")
@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("kit", [KHALED, draft("محمد أحمد")])
def test_an_ask_by_voice_without_the_code_says_that_the_unit_was_not_proven(cast, ask, do, lang, kit):
    asker, words = cast["asker"], {"ar": "لم تثبت وحدة", "en": "was not proven"}[lang]
    code = challenge_of(asker.home, NOW)
    voices = ({}, {"asked_for": "عريف ناصر"}, {"asked_for": "عريف ناصر", "challenge": code})

    with translation.override(lang):
        told = [do(asker, queries.answer_object, ask(asker, kit, **voice)) for voice in voices]

    assert [words in row["say"] for row in told] == [False, True, False]
    assert {tuple(row) for row in told} == {("answer", "ask", "asked_at", "orders_as_of", "say", "call")}


@pytest.mark.rule("E31")
def test_an_ask_about_a_declared_relative_is_answered_as_any_other_and_the_inspector_is_told(cast, do, ask):
    from tansiq.kernel.access import actions as access
    from tansiq.kernel.clocks import queries as clocks

    do(cast["asker"], access.declare_kin, relation="in_law", ism="خالد", father="سعيد", family="باقنزل")

    row = ask(cast["asker"], KHALED)

    assert row.answer == "no_record_for_you"
    told = [(alarm.code, alarm.reference) for alarm in do(cast["inspector"], clocks.open_alarms)]
    assert told == [("KIN-ASKED", row.number)]
