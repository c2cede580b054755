"""Release: at the gate at once, kept by nothing off the list, and heard by everybody who was told of him."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError
from stage import NOW, draft

from tansiq.compartments.custody import actions, errors
from tansiq.compartments.custody.models import Detention, Task
from tansiq.gateway import actions as gateway
from tansiq.gateway import queries
from tansiq.gateway.errors import AlreadyDecided
from tansiq.gateway.models import Order
from tansiq.kernel import footprint
from tansiq.kernel.access.actor import system_actor
from tansiq.kernel.access.errors import Reauthenticate
from tansiq.kernel.audit import actions as audit
from tansiq.kernel.clocks import actions as clock_actions
from tansiq.kernel.clocks import queries as clocks
from tansiq.kernel.decisions.errors import ThinReasons
from tansiq.kernel.problems import Invalid, NotFound, NotPermitted
from tansiq.people import queries as people
from tansiq.people.models import OrderEntry

REASONS = "حكمت المحكمة ببراءته علنًا بحضور محاميه"
SALEM = draft(ism="سالم", father="عوض", grandfather="كرامة", family="باقنزل", birth="1990", national="01900050432")


def after(count):
    return NOW + timedelta(hours=count)


def release(register, row, *, by="registrar", ground="acquitted", hours=30, **more):
    told = {"ground": ground, "words": REASONS, "spoken": True} | more
    return register.act(by, "order_release", hours, detention_id=row.id, **told)


@pytest.mark.rule("Q-26", "G17")
def test_a_release_spoken_in_court_is_on_the_gates_desk_at_once(register):
    row = register.arrest()

    release(register, row)

    assert register.now(row).release_ordered_at == after(30)
    assert {"RELEASE-EXECUTE", "RELEASE-ESCALATE"} <= set(register.clocks(row))
    assert "PROS-HOLD" not in register.clocks(row)
    clock = system_actor("clock")
    register.do(clock, lambda: clock_actions.raise_due(actor=clock, now=after(30 + 25)))
    assert "RELEASE-EXECUTE" in register.alarms("prosecutor")
    assert "RELEASE-EXECUTE" not in register.alarms()
    register.do(clock, lambda: clock_actions.raise_due(actor=clock, now=after(30 + 49)))
    assert {"RELEASE-EXECUTE", "RELEASE-ESCALATE"} <= set(register.alarms())
    assert "RELEASE-ESCALATE" in register.alarms("registrar")


@pytest.mark.rule("EVD-12", "E18")
@pytest.mark.parametrize(
    ("code", "number", "details"),
    [
        ("UNPAID-DIYA", "D-1", {}), ("AGENCY-WISH", "1", {}), ("NO-MAHRAM", "1", {}), ("NOT-ON-ANY-LIST", "1", {}),
        ("NOT-RECEIVED", "1", {}),
        ("COURT-STAY", "", {"court": "المكلا", "date": "اليوم"}), ("COURT-STAY", "7", {}),
    ],
)  # fmt: skip
def test_nothing_off_the_closed_list_keeps_anybody(register, code, number, details):
    row = register.arrest()
    release(register, row)

    with pytest.raises(errors.NotAnObstacle):
        register.act(
            "custodian", "claim_obstacle", 31, detention_id=row.id, obstacle=code, number=number, details=details
        )
    assert "RELEASE-EXECUTE" in register.clocks(row)


def test_a_desk_that_was_left_open_keeps_frees_and_hides_nobody(register):
    row = register.arrest()
    register.cast = register.cast | {"custodian": replace(register.cast["custodian"], is_stale=True)}
    about = {"detention_id": row.id}
    kept = {"obstacle": "OWN-WISH", "number": "W-1", "details": {"counsel present": "المحامية"}}
    hidden = {"by": "self", "until": after(40), "words": "قالها أمام محاميه"}

    for name, told in (
        ("claim_obstacle", kept), ("withhold_place", hidden), ("order_release", {"ground": "acquitted"}),
        *(("write_down", {"kind": kind}) for kind in ("detention_order", "release_ordered", "age_ruled")),
    ):  # fmt: skip
        with pytest.raises(Reauthenticate):
            register.act("custodian", name, 31, **about, **told)
    # What happened asks for nothing (W-4).
    register.act("custodian", "write_down", 31, **about, kind="note", details={"words": "نُقل إلى العيادة"})


@pytest.mark.rule("EVD-12")
def test_an_obstacle_on_the_list_holds_the_clock_for_its_time_and_no_longer(register):
    row = register.arrest()
    release(register, row)
    register.act(
        "custodian", "claim_obstacle", 32, detention_id=row.id, obstacle="OWN-WISH", number="W-1",
        details={"counsel present": "المحامية"},
    )  # fmt: skip

    assert "RELEASE-EXECUTE" not in register.clocks(row)
    assert register.look(row, 32 + 49) is True
    assert register.clocks(row)["RELEASE-EXECUTE"].due_at == after(30 + 24 + 48)


@pytest.mark.rule("EVD-12")
def test_an_unpaid_diya_becomes_a_task_of_the_court_and_he_goes(register):
    row = register.arrest()
    release(register, row)

    register.act("custodian", "open_insolvency", 31, detention_id=row.id, words="دية لم تُدفع")

    [task] = register.do(register.cast["registrar"], lambda: list(Task.objects.all()))
    assert task.kind == Task.Kind.INSOLVENCY
    assert "RELEASE-EXECUTE" in register.clocks(row)
    register.act("registrar", "finish_task", 40, task_id=task.id, done="قُيّدت الدعوى ونُظر في إعساره")


# As long as the paper may have it: nothing that it is told in may be shorter.
NUMBER = "أمر قبض رقم ٤٤١٧ لسنة ٢٠٢٦ صادر عن النيابة الجزائية المتخصصة"[:60].ljust(60, "٠")


def ordered(register):
    """He was arrested on an order, and the coast holds a copy about him."""
    return register.do(
        register.cast["prosecutor"], gateway.register_order, now=after(-1), draft=SALEM, number=NUMBER, authority="PROSECUTION",
        instrument="COURT-ORDER", offence=_offence(), grounds="وُجد في سيارته ما يوجب سماعه", presented_by="أمن الساحل",
        alternative=_alternative(), alternative_words="لم يحضر بعد تكليفين بالحضور", valid_from=after(-2),
        valid_until=after(24 * 60), age_checked=True,
    )  # fmt: skip


def _offence():
    from tansiq.kernel.charter import queries as charter

    return charter.current().rows("offence_articles")[0].code


def _alternative():
    from tansiq.kernel.charter import queries as charter

    return charter.current().rows("alternatives_to_arrest")[0].code


@pytest.mark.rule("G17", "G18", "JOC-08")
def test_after_an_acquittal_the_order_falls_and_he_is_protected(register):
    order = ordered(register)
    row = register.arrest(SALEM, basis="order", order_number=NUMBER)
    release(register, row)

    released = register.act("custodian", "record_release", 31, detention_id=row.id)

    assert released.state == Detention.State.RELEASED
    assert register.clocks(row) == {}
    prosecutor = register.cast["prosecutor"]
    assert register.do(prosecutor, Order.objects.get, id=order.id).revoked_at == after(31)
    assert not register.do(prosecutor, OrderEntry.objects.filter(kit_id=order.kit_id).exists)
    checked = SALEM.checked(today=NOW.date())
    [number] = register.do(system_actor("counter"), lambda: people.valid_numbers(checked, now=after(32)))
    assert number.number == released.redress_number
    [slip] = register.do(register.cast["registrar"], lambda: list(Task.objects.filter(kind=Task.Kind.SLIP)))
    assert slip.detention_id == row.id


def open_about(subject_id):
    return [row.code for row in clocks.open_alarms() if row.subject_id == subject_id]


@pytest.mark.rule("JOC-08")
@pytest.mark.parametrize("act", [gateway.renew_order, gateway.revoke_order])
def test_the_notice_of_an_order_on_hold_closes_with_the_act_that_answers_it(register, act):
    order = ordered(register)
    row = register.arrest(SALEM, basis="order", order_number=NUMBER)
    release(register, row, ground="bail")
    register.act("custodian", "record_release", 31, detention_id=row.id)
    prosecutor = register.cast["prosecutor"]
    assert register.do(prosecutor, open_about, order.id) == ["ORDER_ON_HOLD"]

    register.do(prosecutor, act, now=after(40), order_id=order.id, reasons=AGAIN)

    assert register.do(prosecutor, open_about, order.id) == []


@pytest.mark.rule("G18", "JOC-08")
def test_what_the_gate_alone_wrote_down_ends_no_order_until_a_court_orders_it(register):
    order = ordered(register)
    row = register.arrest(SALEM, basis="order", order_number=NUMBER)
    release(register, row, by="custodian")
    register.act("custodian", "record_release", 31, detention_id=row.id)

    prosecutor = register.cast["prosecutor"]
    held = register.do(prosecutor, Order.objects.get, id=order.id)
    assert (held.revoked_at, held.held_at) == (None, after(31))
    assert "RELEASE_UNCONFIRMED" in register.alarms()
    assert "ORDER_ON_HOLD" in register.alarms("prosecutor")
    release(register, row, hours=40)
    assert register.do(prosecutor, Order.objects.get, id=order.id).revoked_at == after(40)
    assert register.do(prosecutor, open_about, order.id) == []


def answer(register, hours, kit=SALEM):
    return register.do(
        register.cast["asker"], gateway.ask, now=after(hours), draft=kit, purpose="CHECKPOINT_IDENTITY",
        reference="CP-7", legal_basis="JOINT-EXCHANGE",
    )  # fmt: skip


@pytest.mark.rule("Q-26", "JOC-08", "W-5")
@pytest.mark.parametrize("ground", ["acquitted", "other"])
def test_whoever_went_through_the_gate_is_arrested_on_no_order_until_its_authority_renews_it(register, ground):
    order = ordered(register)
    row = register.arrest(SALEM, basis="order", order_number=NUMBER)
    before = answer(register, 1)
    assert before.answer == "arrest_order"
    release(register, row, by="custodian", ground=ground)
    register.act("custodian", "record_release", 31, detention_id=row.id)

    assert answer(register, 32).answer != "arrest_order"
    told = register.do(register.cast["asker"], lambda: queries.say(before))
    assert "released" in told or "أُفرج" in told

    for thin in ("متابعة", "س" * 20_000):
        with pytest.raises(ThinReasons):
            renew(register, order, reasons=thin)
    with pytest.raises((NotFound, NotPermitted)):
        renew(register, order, by="custodian")
    renew(register, order)
    assert answer(register, 41).answer == "arrest_order"
    with pytest.raises(AlreadyDecided):
        renew(register, order)


@pytest.mark.rule("Q-26")
@pytest.mark.parametrize("by", ["prosecutor", "custodian"])
def test_nobody_puts_an_order_on_hold_or_back_by_hand(register, by):
    order = ordered(register)
    row = register.arrest(SALEM, basis="order", order_number=NUMBER)

    def held(moment):
        return Order.objects.filter(id=order.id).update(held_at=moment, held_by=register.cast[by].user_id)

    try:
        assert register.do(register.cast[by], held, after(1)) == 0
    except ProgrammingError:
        pass
    assert register.do(register.cast["prosecutor"], Order.objects.get, id=order.id).held_at is None
    assert row


AGAIN = "هرب بعد أن أُخرج خطأً وما زال مطلوبًا للتحقيق"


def renew(register, order, *, by="prosecutor", reasons=AGAIN):
    return register.do(register.cast[by], gateway.renew_order, now=after(40), order_id=order.id, reasons=reasons)


def test_a_release_on_bail_clears_nobody(register):
    order = ordered(register)
    row = register.arrest(SALEM, basis="order", order_number=NUMBER)
    release(register, row, ground="bail")
    released = register.act("custodian", "record_release", 31, detention_id=row.id)

    assert released.redress_number == ""
    standing = register.do(register.cast["prosecutor"], Order.objects.get, id=order.id)
    assert (standing.revoked_at, standing.held_at) == (None, after(31))  # carried out: it does not run on
    with pytest.raises(Invalid):
        release(register, row, ground="because")


def test_nobody_plans_anything_for_somebody_who_went(register):
    row = register.arrest()
    release(register, row)
    register.act("custodian", "record_release", 31, detention_id=row.id)

    with pytest.raises(errors.Ended):
        register.act(
            "prosecutor", "order_detention", 32, detention_id=row.id, number="N", until=after(99), reasons=REASONS
        )


assert actions


@pytest.mark.rule("G13")
def test_who_read_of_a_detention_may_be_told_once_it_has_ended_and_never_before(register):
    row, gate = register.arrest(), register.cast["custodian"]
    reason = {"purpose": "OPEN_CASE", "reference": "CASE/2026/7", "owner_id": None}
    register.do(gate, lambda: audit.record_read("custody.detention_read", row, actor=gate, at=NOW, **reason))

    def told():
        lines = register.do(system_actor("footprint"), lambda: footprint.lines("custody_footprint", [row.kit_id]))
        return {line.kind: line for line in lines}

    assert set(told()) == {"detention"}
    release(register, row)
    register.act("custodian", "record_release", 31, detention_id=row.id)

    reads = told()["detention_reads"]
    assert (reads.holder_id, reads.handle, reads.since) == (gate.home, row.number, NOW)
