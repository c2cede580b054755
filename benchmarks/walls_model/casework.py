"""What cases hold: for the prosecution, for those who work on the case, and for the hands of a piece."""

from __future__ import annotations

from benchmarks.walls_model.base import Row, Rule, Truth, Who, mine

WORKERS = ("investigator", "exhibits_officer", "eod_operator", "examiner")
HANDS = (*WORKERS, "prosecutor")


def _case(w: Who, r: Row, t: Truth) -> bool:
    return (mine(w, r, t) and w.has("prosecutor")) or (w.member in r["member_ids"] and w.has(*WORKERS))


def _of_case(w: Who, r: Row, t: Truth) -> bool:
    return _case(w, t.get("casework_case", r["case_id"]), t)


def _exhibit(w: Who, r: Row, t: Truth) -> bool:
    return _tainted(w, r, t) or (w.member in (r["holder_id"], r["taker_id"]) and w.has(*HANDS))


def _of_exhibit(w: Who, r: Row, t: Truth) -> bool:
    return _exhibit(w, t.get("casework_exhibit", r["exhibit_id"]), t)


def _pictured(w: Who, r: Row, t: Truth) -> bool:
    """To the spokesperson of the prosecution a bulletin exists once a picture is to go with it."""
    return mine(w, r, t) and w.has("spokesperson") and r["photograph_id"] is not None


def _spoken_of(w: Who, r: Row, t: Truth) -> bool:
    rows = [one for one in t.rows["casework_bulletin"] if one["photograph_id"] == r["id"]]
    return (
        any(_pictured(w, one, t) for one in rows) and not t.get("casework_exhibit", r["exhibit_id"])["is_quarantined"]
    )


def _tainted(w: Who, r: Row, t: Truth) -> bool:
    return _of_case(w, r, t) and (not r["is_quarantined"] or w.has("prosecutor"))


def _sheet(w: Who, r: Row, t: Truth) -> bool:
    return r["author_id"] == w.member or (mine(w, r, t) and w.has("exhibits_officer"))


COURT = ("registrar", "judge")
OPEN_WORK = ("recorded", "investigated", "insufficient")


def _court_file(w: Who, r: Row, t: Truth) -> bool:
    """The prosecution and investigators of the case; the court to which it was brought."""
    case_side = _of_case(w, r, t) and w.has("prosecutor", "investigator")
    return case_side or (r["court_id"] in w.agencies and w.has(*COURT))


def _of_file(w: Who, r: Row, t: Truth) -> bool:
    return _court_file(w, t.get("casework_courtfile", r["file_id"]), t)


def _speaks(w: Who, r: Row, t: Truth) -> bool:
    return _of_file(w, r, t) and w.has("prosecutor", *COURT)


def _of_court(w: Who, r: Row, t: Truth) -> bool:
    return _of_file(w, r, t) and w.has(*COURT)


def _works(w: Who, r: Row, t: Truth) -> bool:
    """Until a charge is before a court: whoever investigates, and the prosecution also once it was enough."""
    before = (*OPEN_WORK, "sufficient") if w.has("prosecutor") else OPEN_WORK
    return _of_file(w, r, t) and w.has("prosecutor", "investigator") and r["state"] in before


def _moves(w: Who, r: Row, t: Truth) -> bool:
    return _speaks(w, r, t) or (_works(w, r, t) and w.has("investigator"))


def _by_me(rule: Rule, *roles: str) -> Rule:
    return lambda w, r, t: rule(w, r, t) and r["author_id"] == w.member and w.has(*roles)


def _holds(w: Who, r: Row, t: Truth) -> bool:
    return r["holder_id"] == w.member and w.has(*HANDS) and not r["has_ended"]


def _opens(w: Who, r: Row, t: Truth) -> bool:
    return _case(w, r, t) and r["opened_by"] == w.member and w.has("investigator", "prosecutor")


def _opens_file(w: Who, r: Row, t: Truth) -> bool:
    """Whoever records in a case opens its court file, which no court has yet; that a case has one, its key says."""
    by_me = _of_case(w, r, t) and r["opened_by"] == w.member and w.has("investigator", "prosecutor")
    return by_me and r["court_id"] is None and r["referred_at"] is None


VISIBLE: dict[str, Rule] = {
    "casework_case": _case,
    "casework_incident": _of_case,
    "casework_logentry": _of_case,
    "casework_exhibit": _exhibit,
    "casework_exhibitevent": _of_exhibit,
    "casework_photograph": lambda w, r, t: _of_exhibit(w, r, t) or _spoken_of(w, r, t),
    "casework_countsheet": _sheet,
    "casework_statement": _tainted,
    "casework_allegation": _of_case,
    "casework_doubt": lambda w, r, t: False,
    "casework_ruling": _of_case,
    "casework_lineage": _of_case,
    "casework_hypothesis": _of_case,
    "casework_finding": _tainted,
    "casework_element": _of_case,
    "casework_evidence": _tainted,
    "casework_brief": lambda w, r, t: _of_case(w, r, t) and w.has("prosecutor"),
    "casework_device": _of_case,
    "casework_annex": lambda w, r, t: _of_case(w, r, t) and w.has("eod_operator"),
    "casework_association": _tainted,
    "casework_bulletin": lambda w, r, t: _of_case(w, r, t) or _pictured(w, r, t),
    "casework_weapon": _of_case,
    "casework_tracerequest": _of_case,
    "casework_courtfile": _court_file,
    "casework_accused": _of_file,
    "casework_agestatement": _of_file,
    "casework_victim": _of_file,
    "casework_harmstatement": _of_file,
    "casework_rank": lambda w, r, t: _of_file(w, r, t) and w.has("prosecutor", "investigator"),
    "casework_charge": _of_file,
    "casework_characterisation": _of_file,
    "casework_settlement": _of_file,
    "casework_hearing": _of_file,
    "casework_courtact": _of_file,
    "casework_cardfiled": _of_court,
    "casework_courtstop": _of_court,
    "casework_prosecutionletter": _of_file,
    "casework_finalstep": _of_file,
}


def _approves(w: Who, r: Row, t: Truth) -> bool:
    """Somebody else than the author, before it is sent (EVD-11)."""
    waits = r["photograph_id"] is not None and r["picture_approved_at"] is None and r["sent_at"] is None
    return _of_case(w, r, t) and w.has("prosecutor") and waits and r["author_id"] != w.member


def _clears(w: Who, r: Row, t: Truth) -> bool:
    """The spokesperson, beside the prosecution, before it is sent or withdrawn (EVD-11)."""
    waits = r["picture_cleared_at"] is None and r["sent_at"] is None and r["withdrawn_at"] is None
    return _pictured(w, r, t) and waits and r["author_id"] != w.member


def _sends(w: Who, r: Row, t: Truth) -> bool:
    waits = r["sent_at"] is None and r["withdrawn_at"] is None
    both = r["picture_approved_at"] is not None and r["picture_cleared_at"] is not None
    approved = r["photograph_id"] is None or both
    return _of_case(w, r, t) and w.has("prosecutor") and waits and approved


def _withdraws(w: Who, r: Row, t: Truth) -> bool:
    return _of_case(w, r, t) and w.has("prosecutor") and r["withdrawn_at"] is None


def _drafts(w: Who, r: Row, t: Truth) -> bool:
    by_me = _of_case(w, r, t) and r["author_id"] == w.member and w.has("eod_operator", "prosecutor")
    return (
        by_me
        and r["picture_approved_at"] is None
        and r["picture_cleared_at"] is None
        and r["sent_at"] is None
        and r["withdrawn_at"] is None
    )


MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("casework_exhibit", "taker_id"): _holds,
    ("casework_exhibit", "offer"): _holds,
    ("casework_exhibit", "authenticated_at"): lambda w, r, t: (
        _exhibit(w, r, t) and w.has("prosecutor") and r["authenticated_at"] is None
    ),
    ("casework_case", "member_ids"): lambda w, r, t: mine(w, r, t) and w.has("prosecutor"),
    ("casework_element", "gap"): lambda w, r, t: _of_case(w, r, t) and w.has("prosecutor"),
    ("casework_device", "*"): lambda w, r, t: _of_case(w, r, t) and w.has("eod_operator") and r["reported_at"] is None,
} | {
    ("casework_tracerequest", name): lambda w, r, t: _of_case(w, r, t) and w.has(*HANDS) and r["answered_at"] is None
    for name in ("answer", "answered_at", "answered_by")
}
MAY_CHANGE |= {
    ("casework_courtfile", name): lambda w, r, t: _of_case(w, r, t) and w.has("prosecutor") and r["court_id"] is None
    for name in ("court_id", "referred_at")
}
MAY_CHANGE |= {("casework_accused", "detention"): _speaks}
MAY_CHANGE |= {("casework_victim", "heirs_record"): _speaks, ("casework_charge", "state"): _moves}
MAY_CHANGE |= {("casework_charge", "indicted_at"): _moves}
MAY_CHANGE |= {
    ("casework_charge", "victim_ids"): lambda w, r, t: (
        _of_file(w, r, t) and w.has("prosecutor") and r["state"] not in ("convicted", "acquitted", "discontinued")
    )
}
MAY_CHANGE |= {
    ("casework_charge", name): _works for name in ("standard", "evidence", "exculpatory", "looked_for_against")
}
MAY_CHANGE |= {
    ("casework_hearing", name): lambda w, r, t: _speaks(w, r, t) and r["state"] == "planned"
    for name in (
        "counsel",
        "interpreter",
        "is_open",
        "state",
        "judge",
        "record_number",
        "words",
        "flags",
        "finished_at",
        "finished_by_name",
        "starts_at",
        "place",
    )
}
MAY_CHANGE |= {
    ("casework_courtact", name): lambda w, r, t: _speaks(w, r, t) and not (r["sha256"] and r["record_number"])
    for name in ("record_number", "sha256", "paper_at")
}
MAY_CHANGE |= {
    ("casework_courtact", name): lambda w, r, t: _speaks(w, r, t) and (not r["judge"] or not r["outcomes"])
    for name in ("judge", "outcomes", "flags")
}
MAY_CHANGE |= {
    ("casework_courtact", "released_as"): lambda w, r, t: (
        _speaks(w, r, t) and r["new"] not in ("", r["released_as"]) and (r["released_as"] == "" or r["new"] != "-")
    )
}  # fmt: skip
MAY_CHANGE |= {
    ("casework_courtstop", name): lambda w, r, t: _of_court(w, r, t) and r["lifted_at"] is None
    for name in ("lifted_at", "lifted_by", "record_number", "judge")
}
MAY_CHANGE |= {
    ("casework_bulletin", f"{what}_{by}"): rule
    for what, rule in (
        ("picture_approved", _approves), ("picture_cleared", _clears), ("sent", _sends), ("withdrawn", _withdraws)
    )
    for by in ("at", "by")
}  # fmt: skip
MAY_ADD: dict[str, Rule] = {
    "casework_case": _opens,
    "casework_courtfile": _opens_file,
    "casework_exhibit": lambda w, r, t: _by_me(_of_case, *HANDS)(w, r, t) and _holds(w, r, t) and r["taker_id"] is None,
    "casework_exhibitevent": lambda w, r, t: _of_exhibit(w, r, t) and r["member_id"] == w.member and w.has(*HANDS),
    "casework_countsheet": _by_me(mine, *HANDS),
    "casework_incident": _by_me(_of_case, "investigator", "prosecutor"),
    "casework_logentry": _by_me(_of_case, "investigator", "prosecutor"),
    "casework_photograph": _by_me(_of_exhibit, *HANDS),
    "casework_statement": _by_me(_of_case, "investigator", "prosecutor"),
    "casework_allegation": _by_me(_of_case, *HANDS),
    "casework_ruling": _by_me(_of_case, "prosecutor"),
    "casework_lineage": _by_me(_of_case, *HANDS),
    "casework_hypothesis": _by_me(_of_case, "investigator", "prosecutor"),
    "casework_finding": _by_me(_of_case, "investigator", "prosecutor"),
    "casework_element": _by_me(_of_case, "prosecutor"),
    "casework_evidence": _by_me(_of_case, "prosecutor"),
    "casework_brief": _by_me(_of_case, "prosecutor"),
    "casework_device": _by_me(_of_case, *HANDS),
    "casework_annex": _by_me(_of_case, "eod_operator"),
    "casework_association": _by_me(_of_case, "investigator", "prosecutor"),
    "casework_bulletin": _drafts,
    "casework_weapon": _by_me(_of_case, *HANDS),
    "casework_tracerequest": _by_me(_of_case, *HANDS),
    "casework_accused": _by_me(_of_file, "investigator", "prosecutor"),
    "casework_agestatement": lambda w, r, t: (
        _by_me(_of_file, "prosecutor", *COURT)(w, r, t) and (not r["is_ruling"] or w.has(*COURT))
    ),
    "casework_victim": _by_me(_of_file, "investigator", "prosecutor"),
    "casework_harmstatement": lambda w, r, t: (
        _by_me(_of_file, "investigator", "prosecutor", *COURT)(w, r, t) and (r["by"] != "court" or w.has(*COURT))
    ),
    "casework_rank": _by_me(_of_file, "investigator", "prosecutor"),
    "casework_charge": _by_me(_of_file, "investigator", "prosecutor"),
    "casework_characterisation": _by_me(_of_file, "prosecutor", *COURT),
    "casework_settlement": _by_me(_of_file, "prosecutor"),
    "casework_hearing": _by_me(_of_file, "prosecutor", *COURT),
    "casework_courtact": _by_me(_of_file, "prosecutor", *COURT),
    "casework_cardfiled": _by_me(_of_file, *COURT),
    "casework_courtstop": _by_me(_of_file, "prosecutor", *COURT),
    "casework_prosecutionletter": _by_me(_of_file, "prosecutor"),
    "casework_finalstep": lambda w, r, t: (
        _by_me(_of_file, "prosecutor", *COURT)(w, r, t) and (r["kind"] != "certificate" or w.has(*COURT))
    ),
}
DECIDERS: dict[str, tuple[str, ...]] = {
    "casework.open": ("prosecutor",),
    "casework.record": ("investigator", "prosecutor"),
    "casework.court": COURT,
    "casework.speak": ("spokesperson",),
    "casework.certify": ("eod_operator",),
}
COUNTED = ("casework_case", "casework_incident", "casework_logentry", "casework_exhibit")
# What `record_id` names, by the last word of the address.
RECORDS = {
    "case": "explanations matrix associations statement_new hypothesis_new finding_new element_new brief_new",
    "exhibit": "associate",
    "incident": "bulletin_of_incident device_new weapon_new",
    "statement": "statement allege rule derive",
    "device": "device bulletin_of_device report annex",
    "weapon": "weapon trace_new",
    "tracerequest": "trace_answer",
    "element": "evidence_new missing",
    "brief": "brief manifest",
    "bulletin": "bulletin bulletin_approve bulletin_send bulletin_withdraw picture picture_file",
    "courtfile": "accused_new victim_new settlement_new hearing_new hearing_held",
    "accused": (
        "court_accused age_new rank_new charge_new court_act_new card_new stop_rule ratification_send letter_new"
        " return_open sentence_plan sentence_happened"
    ),
    "victim": "harm_new heirs_link victim_step_plan victim_step_happened",
    "charge": "court_charge charge_victims charge_weigh charge_move charge_review track_new",
    "hearing": "court_hearing court_notice hearing_finish hearing_move hearing_cancel",
    "finalstep": "step_call_off",
    "courtact": "court_ruling paper_new court_act_complete",
}
NAMED = {
    "case_id": "casework_case", "incident_id": "casework_incident", "exhibit_id": "casework_exhibit",
    "court_file_id": "casework_courtfile", "photograph_id": "casework_photograph", "sheet_id": "casework_countsheet",
    "casework:court_decision": "decisions_decision",
} | {f"casework:{name}": f"casework_{table}" for table, names in RECORDS.items() for name in names.split()}  # fmt: skip
LISTED = (
    "casework:cases", "casework:exhibits", "casework:court_files", "casework:bulletins", "casework:pictures",
    "casework:count", "casework:hand_over",
)  # fmt: skip
UNLISTED = ("casework:case_new",)
