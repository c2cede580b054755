"""Every URL and who may open it. A URL that is missing here fails the build."""

from __future__ import annotations

from functools import cache

import pytest
from browse import by_form
from django.test import Client
from django.urls import reverse
from doors import ANYBODY, NOBODYS, OPEN, POSTED, expected, standing_for, urls
from stage import MEMBERS

from tansiq.desk import gate
from tansiq.kernel.access import queries
from tansiq.kernel.access.models import User
from tansiq.kernel.access.queries import actor_by_handle

# URL name: the permissions of which one opens it. With an id, the record is hidden: absent for all who may.
TABLE: dict[str, str | tuple[str, ...]] = {
    "desk:health": OPEN,
    "set_language": OPEN,
    "desk:home": ANYBODY,
    "desk:ask": ANYBODY,
    "desk:charter": ANYBODY,
    "desk:charter_difference": OPEN,
    "desk:about": ANYBODY,
    "desk:passages": ANYBODY,
    "desk:map": ANYBODY,  # what each sees there is what their rooms show them
    "desk:places": ANYBODY,
    "desk:components": ANYBODY,
    "desk:display": POSTED,
    "desk:reason": ANYBODY,
    "desk:on_duty": POSTED,
    "desk:alarm": ANYBODY,
    "desk:seal": ANYBODY,
    "desk:sessions": ANYBODY,
    "desk:factor": ("access.grant",),
    "desk:shift": ("gateway.hand_over",),
    "desk:my_shift": OPEN,
    "desk:ending": ("intelligence.read",),
    "desk:erasures": ("oversight.read_log",),
    "desk:agencies": ("access.standing",),
    "desk:agency": ("access.standing",),
    "desk:agency_new": ("access.standing",),
    "desk:agency_freeze": ("access.freeze",),
    "desk:members": ("access.grant", "access.review"),
    "desk:member_new": ("access.grant",),
    "desk:member": ("access.grant", "access.review"),
    "desk:member_review": ("access.review",),
    "desk:member_act": POSTED,
    "desk:grants": ("access.confirm",),
    "desk:grant": ("access.confirm",),
    "desk:kin": ANYBODY,
    "desk:kin_end": POSTED,
    "desk:roster": ("gateway.hand_over", "access.plan", "access.grant"),
    "desk:tonight": ("gateway.hand_over", "access.plan", "access.grant"),
    "desk:shift_new": ("access.plan",),
    "desk:shift_cancel": POSTED,
    "desk:off_duty": POSTED,
    "desk:phone": ANYBODY,  # whoever sees the record; the action asks who is on duty
    "desk:phone_confirm": ANYBODY,
    "gateway:glasses": ("gateway.break_glass", "gateway.review_glass"),
    "gateway:glass_open": ("gateway.break_glass",),
    "gateway:glass": ("gateway.break_glass", "gateway.review_glass"),
    "gateway:ask": ("gateway.ask",),
    "gateway:asks": ("gateway.ask",),
    "gateway:ask_detail": ("gateway.ask",),
    "gateway:ask_happened": ANYBODY,  # a fact is never refused; who does not see the ask finds no such page
    "gateway:happened": ANYBODY,  # the same by the number on the receipt, from an agency that stands outside too
    "gateway:export": ("gateway.ask",),
    "gateway:budgets": ("gateway.raise_budget",),
    "gateway:calls": ("gateway.confirm_identity",),
    "gateway:call": ("gateway.confirm_identity",),
    "gateway:hits": ("gateway.validate", "gateway.release"),
    "gateway:hit": ("gateway.validate",),
    "gateway:hit_undo": ("gateway.validate",),
    "gateway:validators": ("gateway.exclude",),
    "gateway:releases": ("gateway.release",),
    "gateway:disclosures": ("gateway.read_disclosure",),
    "gateway:disclosure": ("gateway.read_disclosure",),
    "gateway:disclosure_reveal": POSTED,
    "gateway:disclosure_withdraw": ("gateway.recall",),
    "gateway:disclosure_withdrawn": ("gateway.recall",),
    "gateway:disclosure_permission": ("gateway.ask_permission",),
    "gateway:disclosure_pass_on": ("gateway.release",),
    "gateway:permission": ("gateway.permit",),
    "gateway:recalls": ANYBODY,
    "gateway:recall": ANYBODY,
    "gateway:orders": ("gateway.order",),
    "gateway:order_new": ("gateway.order",),
    "gateway:order": ("gateway.order",),
    "gateway:order_revoke": ("gateway.order",),
    "gateway:order_renew": ("gateway.order",),
    "gateway:numbers": ("gateway.slip", "people.redress"),
    "gateway:number_new": ("gateway.slip",),
    "gateway:number": ("gateway.slip", "people.redress"),
    "gateway:number_revoke": ("gateway.slip", "people.redress"),
    "gateway:revenge_new": ANYBODY,  # likewise of revenge on an accused
    "gateway:threat_new": ANYBODY,  # whoever learns of a threat to a life tells it
    "protection:threats": ("protection.read",),
    "protection:threat": ("protection.read",),
    "protection:dangers": ("protection.read",),
    "protection:danger": ("protection.read",),
    "protection:checks": ("protection.read",),
    "protection:check": ("protection.read",),
    "protection:protected": ("protection.read",),
    "protection:protected_new": ("protection.enter",),
    "protection:protected_end": POSTED,
    "intelligence:reports": ("intelligence.read",),
    "intelligence:report": ("intelligence.read",),
    "intelligence:report_new": ("intelligence.report",),
    "intelligence:subjects": ("intelligence.read",),
    "intelligence:subject": ("intelligence.read",),
    "intelligence:subject_new": ("intelligence.propose",),
    "intelligence:subject_accept": ("intelligence.accept",),
    "intelligence:subject_review": ("intelligence.propose",),
    "intelligence:subject_categorise": ("intelligence.accept",),
    "intelligence:subject_keep": ("intelligence.accept",),
    "intelligence:subject_revalidate": ("intelligence.accept",),
    "intelligence:subject_clear": ("intelligence.clear",),
    "intelligence:subject_reveal": POSTED,
    "intelligence:requests": ("intelligence.read",),
    "intelligence:request": ("intelligence.read",),
    "intelligence:request_new": ("intelligence.request",),
    "intelligence:traces": ("intelligence.read",),
    "intelligence:trace": ("intelligence.read",),
    "intelligence:trace_new": ("intelligence.trace",),
    "intelligence:plans": ("intelligence.read", "intelligence.deconflict"),
    "intelligence:plan": ("intelligence.read", "intelligence.deconflict"),
    "intelligence:plan_new": ("intelligence.plan",),
    "intelligence:plan_redraw": ("intelligence.plan",),
    "intelligence:conflicts": ("intelligence.deconflict",),
    "intelligence:conflict": ("intelligence.deconflict",),
    "intelligence:conflict_own": POSTED,
    "intelligence:assessment_new": ("gateway.release",),
    "casework:cases": ("casework.read",),
    "casework:case_new": ("casework.record",),
    "casework:case": ("casework.read",),
    "casework:worker": ("casework.open",),
    "casework:incident_new": ("casework.record",),
    "casework:incident": ("casework.read",),
    "casework:entry_new": ("casework.record",),
    "casework:labels": ("casework.read",),
    "casework:exhibits": ("casework.exhibit",),
    "casework:exhibit_new": ("casework.exhibit",),
    "casework:exhibit": ("casework.read",),
    "casework:chain": ("casework.read",),
    "casework:label": ("casework.read",),
    "casework:photograph": ("casework.read",),
    "casework:count": ("casework.exhibit",),
    "casework:sheet": ("casework.exhibit",),
    "casework:hand_over": ("casework.exhibit",),
    "casework:withdraw": POSTED,
    "casework:seal": ("casework.exhibit",),
    "casework:note": ("casework.exhibit",),
    "casework:safe": ("casework.certify",),
    "casework:end": ("casework.exhibit",),
    "casework:divide": ("casework.exhibit",),
    "casework:authenticate": ("casework.open",),
    "casework:offer": ("casework.exhibit",),
    "casework:take": ("casework.exhibit",),
    "casework:gap": ("casework.exhibit",),
    "casework:irregular": ("casework.exhibit",),
    "casework:photograph_new": ("casework.exhibit",),
    "custody:register": ("custody.record", "custody.arrest", "custody.read_all", "custody.child"),
    "custody:arrest_new": ("custody.arrest",),
    "custody:detention": ("custody.record", "custody.arrest", "custody.read_all", "custody.child"),
    "custody:act": ("custody.record", "custody.arrest", "custody.read_all", "custody.child"),
    "custody:receipt": ("custody.record", "custody.arrest", "custody.read_all", "custody.child"),
    "custody:extract": ("custody.record", "custody.arrest", "custody.read_all", "custody.child"),
    "custody:presentations": ("custody.read_all",),
    "custody:gate": ("custody.record", "custody.read_all"),
    "custody:inspection": ("custody.inspect",),
    "custody:places": ANYBODY,  # the official list: a place that is not on it must be seen not to be
    "custody:place_new": ("custody.places",),
    "custody:place_end": ("custody.places",),
    "custody:handover_new": ("custody.record",),
    "custody:handover": ("custody.record", "custody.inspect"),
    "custody:handover_sheet": ("custody.record", "custody.inspect"),
    "custody:handover_close": POSTED,
    "custody:handover_sign": POSTED,
    "custody:task": ("custody.record", "custody.court"),
    "custody:enquiries": ("custody.enquire", "custody.inspect"),
    "custody:enquiry_new": ("custody.enquire",),
    "custody:enquiry": ("custody.enquire", "custody.inspect"),
    "custody:asked": ("custody.answer",),
    "custody:answer": ("custody.answer", "custody.inspect"),
    "casework:explanations": ("casework.read",),
    "casework:matrix": ("casework.read",),
    "casework:statement": ("casework.read",),
    "casework:device": ("casework.read",),
    "casework:weapon": ("casework.read",),
    "casework:associations": ("casework.read",),
    "casework:associate": ("casework.record",),
    "casework:bulletins": ("casework.read",),
    "casework:bulletin": ("casework.read",),
    "casework:bulletin_approve": ("casework.open",),
    "casework:bulletin_send": ("casework.open",),
    "casework:bulletin_withdraw": ("casework.open",),
    "casework:pictures": ("casework.speak",),
    "casework:picture": ("casework.speak",),
    "casework:picture_file": ("casework.speak",),
    "casework:bulletin_of_device": ("casework.certify", "casework.open"),
    "casework:bulletin_of_incident": ("casework.certify", "casework.open"),
    "gateway:bulletin_acknowledge": ("gateway.acknowledge",),
    "gateway:bulletin_picture": ("gateway.read_disclosure",),
    "gateway:bulletin_paper": ("gateway.read_disclosure",),
    "casework:brief": ("casework.open",),
    "casework:manifest": ("casework.open",),
    "casework:statement_new": ("casework.record",),
    "casework:allege": ("casework.read",),
    "casework:rule": ("casework.open",),
    "casework:derive": ("casework.read",),
    "casework:device_new": ("casework.exhibit",),
    "casework:report": ("casework.certify",),
    "casework:annex": ("casework.certify",),
    "casework:weapon_new": ("casework.exhibit",),
    "casework:trace_new": ("casework.exhibit",),
    "casework:trace_answer": ("casework.exhibit",),
    "casework:hypothesis_new": ("casework.record",),
    "casework:finding_new": ("casework.record",),
    "casework:element_new": ("casework.open",),
    "casework:evidence_new": ("casework.open",),
    "casework:missing": ("casework.open",),
    "casework:brief_new": ("casework.open",),
    "casework:court_files": ("casework.record", "casework.court"),
    "casework:court_open": ("casework.record",),
    "casework:court_file": ("casework.record", "casework.court"),
    "casework:court_victims": ("casework.record", "casework.court"),
    "casework:court_charge": ("casework.record", "casework.court"),
    "casework:court_accused": ("casework.record", "casework.court"),
    "casework:accused_new": ("casework.record",),
    "casework:charge_victims": ("casework.open",),
    "casework:harm_new": ("casework.record", "casework.court"),
    "casework:age_new": ("casework.open", "casework.court"),
    "casework:victim_new": ("casework.record",),
    "casework:heirs_link": ("casework.open", "casework.court"),
    "casework:rank_new": ("casework.record",),
    "casework:charge_new": ("casework.record",),
    "casework:charge_weigh": ("casework.record",),
    "casework:charge_move": ("casework.record",),
    "casework:track_new": ("casework.open", "casework.court"),
    "casework:settlement_new": ("casework.open",),
    "casework:court_hearing": ("casework.record", "casework.court"),
    "casework:court_notice": ("casework.open", "casework.court"),
    "casework:court_ruling": ("casework.record", "casework.court"),
    "casework:court_timeline": ("casework.record", "casework.court"),
    "casework:hearing_new": ("casework.open", "casework.court"),
    "casework:court_decision": ("casework.open", "casework.court"),
    "casework:hearing_move": ("casework.open", "casework.court"),
    "casework:hearing_cancel": ("casework.open", "casework.court"),
    "casework:charge_review": ("casework.open",),
    "casework:hearing_held": ("casework.open", "casework.court"),
    "casework:hearing_finish": ("casework.open", "casework.court"),
    "casework:court_act_new": ("casework.open", "casework.court"),
    "casework:paper_new": ("casework.open", "casework.court"),
    "casework:court_act_complete": ("casework.open", "casework.court"),
    "casework:card_new": ("casework.court",),
    "casework:stop_rule": ("casework.court",),
    "casework:ratification_send": ("casework.open", "casework.court"),
    "casework:letter_new": ("casework.open",),
    "casework:sentence_plan": ("casework.open", "casework.court"),
    "casework:sentence_happened": ("casework.open", "casework.court"),
    "casework:victim_step_plan": ("casework.open", "casework.court"),
    "casework:victim_step_happened": ("casework.open", "casework.court"),
    "casework:step_call_off": ("casework.open", "casework.court"),
    "casework:return_open": ("casework.open",),
    "oversight:inbox": ("oversight.read_log",),
    "oversight:log": ("oversight.read_log",),
    "oversight:refusals": ("oversight.read_log",),
    "oversight:refused": OPEN,
    "oversight:published": OPEN,
    "oversight:reads": ("oversight.read_log",),
    "oversight:findings": ("oversight.read_log",),
    "oversight:finding": ("oversight.close", "oversight.judge_inspector"),
    "oversight:samples": ("oversight.read_log",),
    "oversight:sample": ("oversight.close", "oversight.judge_inspector"),
    "oversight:sample_item": ("oversight.close", "oversight.judge_inspector"),
    "oversight:owed": ("oversight.answer",),
    "oversight:question": ("oversight.answer", "oversight.close"),
    "oversight:task": ("oversight.answer", "oversight.decide"),
    "oversight:complaints": ("oversight.file", "oversight.decide"),
    "oversight:complaint_new": ("oversight.file",),
    "oversight:complaint": ("oversight.file", "oversight.decide"),
    "oversight:complaint_receipt": ("oversight.file",),
    "oversight:complaint_handed": POSTED,
    "oversight:complaint_letter": ("oversight.file", "oversight.decide"),
    "oversight:complaint_decide": ("oversight.decide",),
    "oversight:appeal_new": ("oversight.file",),
    "oversight:appeal": ("oversight.file", "oversight.decide"),
    "oversight:appeal_letter": ("oversight.file", "oversight.decide"),
    "oversight:figures": ("oversight.read_log",),
    "oversight:footprints": ("oversight.footprint", "oversight.second_key"),
    "oversight:footprint": ("oversight.footprint", "oversight.second_key"),
    "oversight:footprint_read": POSTED,
    "oversight:footprint_letter": ("oversight.footprint", "oversight.second_key"),
    "gateway:stops": ("gateway.take_stop",),
    "gateway:stop": ("gateway.take_stop",),
    "gateway:stop_paper": ("gateway.take_stop",),
    "victims:holds": ("victims.handles",),
    "victims:holds_month": ("victims.handles",),
    "victims:hold_review": ("victims.review",),
    "victims:hold_taken": POSTED,
    "victims:request_new": ("victims.record",),
    "victims:waiver_new": ("victims.record",),
    "victims:statement_ruled": ("victims.rule",),
    "victims:accused_ruled": ("victims.rule",),
    "victims:statement_withdrawn": POSTED,
    "victims:pardon_new": ("victims.record", "victims.rule"),
    "victims:about": ("victims.record", "victims.rule"),
    "victims:waiver": ("victims.record", "victims.rule"),
    "victims:unreached": ("victims.record",),
    "victims:court_form_new": POSTED,
    "victims:statement_form_new": POSTED,
    "victims:party_form_new": POSTED,
    "victims:court_forms": ("victims.record",),
    "victims:court_form_type": ("victims.record",),
    "victims:court_form": ("victims.record",),
    "victims:court_form_sheet": ("victims.record",),
    "victims:errand_new": ("victims.record",),
    "victims:notices": ("victims.record",),
    "victims:notice": ("victims.record",),
    "victims:errands": ("victims.record",),
    "victims:errand": ("victims.record",),
    "victims:errand_taken_in": POSTED,
    "victims:errand_called_back": POSTED,
    "victims:explain": ("victims.record",),
    "victims:explain_pdf": ("victims.record",),
    "victims:explain_before": ("victims.record",),
    "victims:explain_before_pdf": ("victims.record",),
    "victims:session": ("victims.record",),
    "victims:state_pdf": ("victims.record", "victims.rule"),
    "victims:threat": ("victims.record", "victims.rule"),
    "victims:timeline": ("victims.read",),
    "victims:timeline_pdf": ("victims.read",),
    "victims:diya": ("victims.read",),
    "victims:diya_pdf": ("victims.read",),
    "victims:letter": ("victims.record",),
    "victims:again": ("victims.record",),
    "victims:send": ("victims.record",),
    "victims:matters": ("victims.read",),
    "victims:matter_new": ("victims.record",),
    "victims:family": ("victims.record",),
    "victims:matter": ("victims.read",),
    "victims:matter_court": ("victims.record",),
    "victims:victim_new": ("victims.record",),
    "victims:victim_known": ("victims.record",),
    "victims:accused_new": ("victims.record",),
    "victims:certificate": ("victims.record", "victims.rule"),
    "victims:fact": ("victims.record", "victims.rule"),
    "victims:counsel_new": ("victims.record",),
    "victims:counsel_end": POSTED,
    "victims:party": ("victims.record",),
    "victims:plan": ("victims.record",),
    "victims:correction_new": ("victims.record", "victims.rule"),
    "victims:correction_confirm": POSTED,
    "victims:line_confirm": POSTED,
    "victims:absence_new": ("victims.record",),
    "victims:absence_end": POSTED,
    "victims:name_correct": ("victims.record",),
    "victims:search_new": ("victims.record",),
    "victims:search": ("victims.record", "victims.rule"),
    "victims:search_take": POSTED,
    "victims:search_notice": ("victims.record", "victims.rule"),
    "victims:consent_withdraw": POSTED,
    "victims:contact_new": ("victims.record",),
    "victims:contact_took_place": ("victims.record",),
    "victims:contact": ("victims.record",),
    "cooperation:files": ("cooperation.read",),
    "cooperation:file_new": ("cooperation.open",),
    "cooperation:child_new": ("cooperation.open",),
    "cooperation:roster": ("cooperation.open", "cooperation.handle"),
    "cooperation:on_call_end": POSTED,
    "cooperation:call": ("cooperation.open", "cooperation.handle"),
    "cooperation:terms": ("cooperation.read",),
    "cooperation:session": ("cooperation.read",),
    "cooperation:terms_sheet": ("cooperation.read",),
    "cooperation:session_sheet": ("cooperation.read",),
    "cooperation:promises_sheet": ("cooperation.read",),
    "cooperation:counsel_end": POSTED,
    "cooperation:handler_end": POSTED,
    "cooperation:file": ("cooperation.read",),
    "cooperation:act": ("cooperation.read",),
    "cooperation:mentions": ("cooperation.open", "cooperation.handle"),
    "cooperation:claim_new": ("cooperation.open", "cooperation.handle"),
    "cooperation:claim": ("cooperation.read",),
    "cooperation:claim_act": ("cooperation.open", "cooperation.handle"),
    "cooperation:check": ("cooperation.open", "cooperation.handle"),
    "cooperation:claims": ("cooperation.read",),
    "cooperation:promises": ("cooperation.read",),
    "cooperation:promise_new": ("cooperation.open", "cooperation.review"),
    "cooperation:promise": ("cooperation.read",),
    "exchange:imports": ("exchange.stage",),
    "exchange:import": ("exchange.stage",),
}
# The API answers as problems; what it may be asked by whom is tested with its operations.
API = {
    "api:ask", "api:receipt", "api:hit", "api:judgement", "api:disclosure", "api:acknowledgement", "api:export",
    "api:api-root", "api:openapi-json",
}  # fmt: skip
FRAGMENT = {"HX-Request": "true"}


def test_every_url_stands_in_the_table():
    assert set(urls()) == set(TABLE) | API


@pytest.fixture
def clients(cast: dict[str, object]) -> dict[str, Client]:
    made = {}
    for handle in MEMBERS:
        made[handle] = Client(raise_request_exception=False)
        made[handle].force_login(User.objects.get(username=handle))
    return made


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's roles change here: who acts is looked up once for each, and not with each of some thousand requests."""
    monkeypatch.setattr(queries, "actor_of", cache(queries.actor_of))


def test_who_opens_what(clients, known):
    wrong = []
    held = {handle: actor_by_handle(handle).permissions for handle in clients}
    for name, arguments in urls().items():
        if name in API:
            continue
        rule, has_id = TABLE[name], NOBODYS in arguments.values()
        # A page looks at permissions: whoever holds one stands for all who do, among those who may and who may not.
        may = {handle: has for handle, has in held.items() if has & set(rule)}
        asked = [*standing_for(may), *standing_for({handle: held[handle] for handle in set(held) - set(may)})]
        # What is only ever posted refuses whoever looks, before it asks who that is.
        for handle in asked[:3] if rule == POSTED else asked:
            # Most are refused, and a refusal as a fragment is the same decision without the frame of a page.
            url = reverse(name, kwargs=arguments or None)
            answer = clients[handle].get(url, headers=FRAGMENT)
            if answer.status_code not in expected(rule, held[handle], has_id=has_id):
                wrong.append((name, handle, answer.status_code))
            # A filter with words is sent, so that they stand in no address; its page takes it.
            if (
                b'class="ts-filter" method="post"' in answer.content
                and clients[handle].post(url, {"q": ""})["Location"] != url
            ):
                wrong.append((name, handle, "filter"))

    assert wrong == []


def test_nobody_is_let_in_without_signing_in(cast):
    client = Client()
    wrong = []
    for name, arguments in urls().items():
        answer = client.get(reverse(name, kwargs=arguments or None))
        if name in API:
            if answer.status_code not in (302, 401, 404, 405):
                wrong.append((name, answer.status_code))
        elif TABLE[name] != OPEN and not (answer.status_code == 302 and "/accounts/login/" in answer["Location"]):
            wrong.append((name, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("handle", ["asker", "inspector", "accreditor"])
def test_who_has_only_a_password_reaches_no_page_no_fragment_and_no_operation(cast, known, handle):
    client = by_form(handle)
    open_pages, wrong = gate.OPEN[gate.Missing.FACTOR] | gate.ALWAYS, []
    for name, arguments in urls().items():
        url = reverse(name, kwargs=arguments or None)
        if name in API:
            for answer in (client.get(url), client.post(url, "{}", content_type="application/json")):
                if answer.json().get("code") not in ("SECOND_FACTOR_REQUIRED", "METHOD_NOT_ALLOWED"):
                    wrong.append((name, answer.status_code))
            continue
        if name in open_pages or TABLE[name] == OPEN:
            continue
        fragment = client.get(url, headers={"HX-Request": "true"})
        if fragment.status_code != 403 or "SECOND_FACTOR_REQUIRED" not in fragment.text:
            wrong.append((name, "fragment", fragment.status_code))
        for page in (client.get(url), client.post(url, {"anything": "1"})):
            if page.status_code != 302 or not page["Location"].startswith(reverse("mfa_index")):
                wrong.append((name, page.status_code))

    assert wrong == []
