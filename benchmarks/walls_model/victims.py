"""Files of victims and heirs: of their office, of the court that has them, and of counsel as far as his heir goes."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from benchmarks.walls_model.base import Beside, Row, Rule, Truth, Who, mine

FACTS = (
    "certificate", "characterised", "capacity_ruled", "age_ruled", "judgment", "heir_died", "offender_died",
    "offender_inherits",
)  # fmt: skip
OF_OFFICE = (
    *FACTS, "victim", "accused", "settlement", "diya_paid", "request", "waiver", "session", "second_confirmation",
    "sent_to_court", "waiver_withdrawn", "inquiry_opened", "condition_met", "condition_breached",
)  # fmt: skip
OF_COURT = (
    *FACTS, "court_validated", "court_rejected", "hold_ruled", "pardon_in_court", "inquiry_opened", "inquiry_closed",
    "condition_met", "condition_breached",
)  # fmt: skip
MISTAKABLE = (
    "request", "heir_died", "offender_died", "diya_paid", "condition_met", "condition_breached", "offender_inherits",
)  # fmt: skip
TYPED = (
    "court_validated", "court_rejected", "hold_ruled", "pardon_in_court", "inquiry_closed", "age_ruled",
    "capacity_ruled",
)  # fmt: skip


def _office(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and w.has("victims_officer", "womens_officer")


def _mandates(w: Who, r: Row, t: Truth) -> set[str]:
    """Heirs of a matter for whom he speaks, named so by the agency whose matter it is."""
    matter = r["matter_id"] if "matter_id" in r else r["id"]
    rows = t.has("victims_counsel", user_id=w.user, ended_at=None, matter_id=matter, owner_id=r["owner_id"])
    return {row["party_id"] for row in rows} if w.has("heirs_counsel") else set()


def _court(w: Who, r: Row, t: Truth) -> bool:
    matter = t.get("victims_matter", r["matter_id"]) if "matter_id" in r else r
    return matter["court_id"] in w.agencies and w.has("registrar", "judge")


def _matter(w: Who, r: Row, t: Truth) -> bool:
    """The handle says nothing of anybody: the inspector reads it, and no more (C10)."""
    return _office(w, r, t) or _court(w, r, t) or bool(_mandates(w, r, t)) or w.has("inspector")


def _party(w: Who, r: Row, t: Truth) -> bool:
    """Who has a code only because of what was said is nothing for the counsel of another heir."""
    papers = t.has("victims_entry", matter_id=r["matter_id"], kind="certificate")
    listed = {one["heir"] for paper in papers for one in paper["event"].get("heirs", [])}
    mandates = _mandates(w, r, t)
    is_told = r["kind"] != "heir" or r["code"] in listed or r["id"] in mandates
    return _office(w, r, t) or _court(w, r, t) or (bool(mandates) and is_told)


def _hearing(w: Who, r: Row, t: Truth) -> bool:
    """Counsel those of the victim whose heirs a court's paper names, his own among them."""
    mandates = _mandates(w, r, t)
    if _office(w, r, t) or not mandates or r["victim_id"] is None:
        return _office(w, r, t) or bool(mandates)
    victim = t.get("victims_party", r["victim_id"])["code"]
    codes = {t.get("victims_party", one)["code"] for one in mandates}
    papers = t.has("victims_entry", matter_id=r["matter_id"], kind="certificate")
    return any(
        paper["event"].get("victim") == victim and codes & {one["heir"] for one in paper["event"].get("heirs", [])}
        for paper in papers
    )


def _tells(w: Who, r: Row, t: Truth) -> bool:
    """The office, under one's own name, of a notice of its own."""
    notice = t.get("victims_hearingnotice", r["notice_id"])
    return _office(w, r, t) and notice.get("owner_id") == r["owner_id"] and r["told_by"] == w.user


def _entry(w: Who, r: Row, t: Truth) -> bool:
    """A wish of one heir is nothing for the counsel of another."""
    mandates = _mandates(w, r, t)
    # A ruling on a stop that no waiver caused is nobody's wish, and tells that there was one.
    is_open = r["heir_id"] is None and r["kind"] != "hold_ruled"
    own = bool(mandates) and (is_open or r["heir_id"] in mandates)
    return _office(w, r, t) or _court(w, r, t) or (own and not _is_by_another(r))


def _is_by_another(r: Row) -> bool:
    """An inquiry that another heir raised than the one who is pressed."""
    if r["kind"] != "inquiry_opened" or not re.search(r"^H[0-9]+$", r["event"]["raised_by"]):
        return False
    return bool(r["event"]["raised_by"] != r["beside"].get("pressed"))


def _mine_to(**who: str) -> Rule:
    [(column, _)] = who.items()

    def rule(w: Who, r: Row, t: Truth) -> bool:
        tied = t.get("victims_matter", r["matter_id"]).get("owner_id") == r["owner_id"]
        return _office(w, r, t) and tied and r[column] == w.user

    return rule


def _names(w: Who, r: Row, t: Truth) -> bool:
    """The office; the court those alone whom a certificate names that he himself entered."""
    papers = t.has("victims_entry", matter_id=r["matter_id"], kind="certificate", recorded_by=w.user)
    listed = {one["heir"] for paper in papers for one in paper["event"].get("heirs", [])}
    tied = t.get("victims_matter", r["matter_id"]).get("owner_id") == r["owner_id"]
    certified = r["kind"] == "heir" and r["reference"] == "" and r["code"] in listed
    return (_office(w, r, t) or (_court(w, r, t) and certified)) and tied and r["added_by"] == w.user


def _errand(w: Who, r: Row, t: Truth) -> bool:
    """The office, the court; a woman of the desk that was asked while it is open, and afterwards whoever did it."""
    is_open = r["cancelled_at"] is None and (r["done_at"] is None or r["done_by"] == w.user)
    asked = r["desk_id"] in w.agencies and w.has("womens_officer") and is_open
    return _office(w, r, t) or _court(w, r, t) or asked


def _sends(w: Who, r: Row, t: Truth) -> bool:
    is_new = all(r[name] is None for name in ("done_at", "cancelled_at", "entry_id", "taken_at"))
    return _mine_to(asked_by="")(w, r, t) and is_new and r["desk_id"] != r["owner_id"]


def _reviews(w: Who, r: Row, t: Truth) -> bool:
    """The inspector, under his own name, of a hold that stands and of its own matter."""
    hold = t.get("victims_hold", r["hold_id"])
    tied = all(hold.get(name) == r[name] for name in ("matter_id", "owner_id")) and hold.get("lifted_at") is None
    return w.has("inspector") and tied and r["reviewed_by"] == w.user


def _types(w: Who, r: Row, t: Truth) -> bool:
    """A reading of a form of the same matter, under one's own name."""
    form = t.get("victims_courtform", r["form_id"])
    tied = all(form.get(name) == r[name] for name in ("matter_id", "owner_id"))
    kinds = TYPED if form.get("statement_id") is None else ("hold_ruled",)
    return _office(w, r, t) and tied and r["kind"] in kinds and r["typed_by"] == w.user


def _prints(w: Who, r: Row, t: Truth) -> bool:
    """A form of one's own on a waiver, or on words of the same matter that name nobody, by their name."""
    own = _mine_to(printed_by="")(w, r, t)
    if r["statement_id"] is None:
        return own
    said = t.get("victims_statement", r["statement_id"])
    return own and said.get("kind") == "waiver" and (said["matter_id"], said["told"]["waiver"]) == (
        r["matter_id"], r["waiver"],
    )  # fmt: skip


def _plain(text: str) -> str:
    """What two people typed as it is compared: digits of either script and white space mean nothing."""
    signs = unicodedata.normalize("NFKD", text).lower()
    return " ".join("".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in signs).split())


def _typed_twice(r: Row, t: Truth) -> bool:
    """Two different people read on the form, each the last time, what the line says."""
    last: dict[str, Row] = {}
    for row in t.has("victims_typing", form_id=r["form_id"]):
        if row["typed_by"] not in last or last[row["typed_by"]]["typed_at"] <= row["typed_at"]:
            last[row["typed_by"]] = row
    here = [row for row in last.values() if row["kind"] == r["kind"]]
    if r["event"] not in [row["event"] for row in here]:
        return False
    papers = [_plain(row["paper"]) for row in here if _plain(str(row["event"])) == _plain(str(r["event"]))]
    form = t.get("victims_courtform", r["form_id"])
    names = r["kind"] != "pardon_in_court" or bool(form.get("about"))
    if form.get("statement_id") is not None and r["kind"] != "hold_ruled":
        return False
    return names and any(papers.count(paper) > 1 for paper in papers)


def _said_before(r: Row, t: Truth) -> bool:
    """What takes up a statement is of its heir, its matter and its kind, and the heir stands by it."""
    if r["form_id"] is not None and t.get("victims_courtform", r["form_id"]).get("statement_id") != r["statement_id"]:
        return False  # a form is about a waiver, or about the words that it names
    if r["statement_id"] is None:
        return True
    row = t.get("victims_statement", r["statement_id"])
    same = all(row.get(name) == r[name] for name in ("matter_id", "heir_id", "kind"))
    if r["kind"] == "hold_ruled":  # a judge rules on the stop that it caused
        tied = all(row.get(name) == r[name] for name in ("matter_id", "heir_id"))
        return row.get("kind") == "waiver" and tied
    return same and row.get("withdrawn_at") is None


def _statement(w: Who, r: Row, t: Truth) -> bool:
    """As a wish of the ledger: counsel of another heir does not see it."""
    return _office(w, r, t) or _court(w, r, t) or r["heir_id"] in _mandates(w, r, t)


def _note(w: Who, r: Row, t: Truth) -> bool:
    """Counsel of the heir who raised it, or of whoever is pressed where no heir did; of no other its end."""
    told = r["direction"] != "" or r["raiser_id"] in (None, r["heir_id"])
    return _office(w, r, t) or _court(w, r, t) or (told and (r["raiser_id"] or r["heir_id"]) in _mandates(w, r, t))


def _notes(w: Who, r: Row, t: Truth) -> bool:
    """Beside one's own line about an inquiry, of the same heir; who says so is an heir of the same matter."""
    entry = t.get("victims_entry", r["entry_id"])
    same = entry.get("kind") in ("inquiry_opened", "inquiry_closed") and entry.get("recorded_by") == w.user
    own = all(entry.get(name) == r[name] for name in ("matter_id", "heir_id"))
    raiser = t.get("victims_party", r["raiser_id"]) if r["raiser_id"] else {}
    heard = not raiser or (raiser.get("matter_id"), raiser.get("kind")) == (r["matter_id"], "heir")
    tied = t.get("victims_matter", r["matter_id"]).get("owner_id") == r["owner_id"]
    may = _office(w, r, t) or _court(w, r, t)
    return may and same and own and heard and tied and r["recorded_by"] == w.user


def _correction(w: Who, r: Row, t: Truth) -> bool:
    """Whoever reads the line."""
    return _entry(w, t.get("victims_entry", r["entry_id"]), t)


def _says_mistaken(w: Who, r: Row, t: Truth) -> bool:
    """The office or the court, under one's own name, of a line that holds nothing; a second person confirms it."""
    entry = t.get("victims_entry", r["entry_id"])
    same = (entry.get("matter_id"), entry.get("kind") in MISTAKABLE) == (r["matter_id"], True)
    tied = t.get("victims_matter", r["matter_id"]).get("owner_id") == r["owner_id"]
    same = same and (entry["kind"] != "offender_inherits" or _ruled_since(entry, t))
    is_new = r["confirmed_at"] is None and r["confirmed_by"] is None
    return (_office(w, r, t) or _court(w, r, t)) and same and tied and is_new and r["said_by"] == w.user


def _confirms(w: Who, r: Row, t: Truth) -> bool:
    """Somebody else of the office or the court, of a line that one person alone has written."""
    entry = t.get("victims_entry", r["entry_id"])
    same = (entry.get("matter_id"), entry.get("kind") in ("certificate", "offender_inherits")) == (r["matter_id"], True)
    tied = t.get("victims_matter", r["matter_id"]).get("owner_id") == r["owner_id"]
    other = bool(entry.get("is_alone")) and entry.get("recorded_by") != w.user
    return (_office(w, r, t) or _court(w, r, t)) and same and tied and other and r["confirmed_by"] == w.user


def _ruled_since(entry: Row, t: Truth) -> bool:
    """Whether a judge has ruled on the stop of the accused after the line, by a record."""
    later = t.has("victims_entry", matter_id=entry["matter_id"], kind="hold_ruled")
    return any(
        one["number"] > entry["number"] and one["event"]["waiver"] == entry["event"]["accused"]
        and one["event"]["record"] is not None
        for one in later
    )  # fmt: skip


def _tells_absent(w: Who, r: Row, t: Truth) -> bool:
    """The office, of an heir of the same matter who was not reached until now."""
    heir = t.get("victims_party", r["heir_id"])
    own = (heir.get("matter_id"), heir.get("kind")) == (r["matter_id"], "heir") and r["ended_at"] is None
    return own and _mine_to(told_by="")(w, r, t)


def _searches(w: Who, r: Row, t: Truth) -> bool:
    """The office, for a victim of the same matter; whoever begins it answers for it."""
    victim = t.get("victims_party", r["victim_id"])
    own = (victim.get("matter_id"), victim.get("kind")) == (r["matter_id"], "victim")
    is_new = r["ended_at"] is None and r["outcome"] == "" and r["responsible"] == w.user
    return own and is_new and _mine_to(started_by="")(w, r, t)


def _answers(w: Who, r: Row, t: Truth) -> bool:
    return _office(w, r, t) and r["ended_at"] is None


def _spelling(w: Who, r: Row, t: Truth) -> bool:
    """Whoever reads the name that was written right."""
    return _party(w, t.get("victims_party", r["party_id"]), t)


def _respells(w: Who, r: Row, t: Truth) -> bool:
    """The office, under one's own name, from the name as it stands now."""
    party = t.get("victims_party", r["party_id"])
    own = (party.get("matter_id"), party.get("name")) == (r["matter_id"], r["before"]) and party.get(
        "kind"
    ) != "accused"
    return own and r["before"] != "" and r["after"] != "" and _mine_to(changed_by="")(w, r, t)


def _respelt(w: Who, r: Row, t: Truth) -> bool:
    """The name that the last line of correction brings, and no other."""
    lines = sorted(t.has("victims_namechange", party_id=r["id"]), key=lambda one: (one["changed_at"], one["id"]))
    told = [one["after"] for one in lines[-1:]]
    if not told and r["kind"] == "victim":  # who it is was said later: by the last line that says so
        said = [one for one in t.has("victims_entry", matter_id=r["matter_id"], kind="victim")
                if one["event"]["victim"] == r["code"] and "name" in one["beside"]]  # fmt: skip
        told = [one["beside"]["name"] for one in sorted(said, key=lambda one: one["number"])[-1:]]
    return _office(w, r, t) and r["kind"] != "accused" and (r["name"] != "" or r["kind"] == "victim") and (
        [r["new"]] == told
    )  # fmt: skip


def _takes_away(r: Row) -> bool:
    """A ruling with its number that he was of age after all, or that she disposes of her right herself."""
    found = {"age_ruled": ("age_at_act", "adult"), "capacity_ruled": ("capacity", "capable")}.get(r["kind"])
    return found is not None and r["event"].get(found[0]) == found[1] and r["event"].get("record") is not None


def _is_asked_anew(w: Who, r: Row, t: Truth) -> bool:
    """A yes from day seven on, to somebody who had not heard the heir, to a woman where one was asked for; or as it was
    answered at another desk.
    """
    named = {"matter_id": r["matter_id"], "waiver": r["event"]["waiver"]}
    said = datetime.fromisoformat(r["event"]["at"])
    first = [one for one in t.has("victims_session", **named) if not one["is_second"]]
    heard = {one["held_by"] for one in first}
    if not any(one["entry_id"] and one["held_at"] + timedelta(days=7) <= said for one in first):
        return False
    elsewhere = [one for one in t.has("victims_errand", **named) if one["answer"] == "yes" and not one["flags"]]
    if any(one["done_at"] == said and one["done_by"] not in heard for one in elsewhere):
        return True
    plans = t.has("victims_contactplan", party_id=r["heir_id"], replaced_at=None)
    return w.user not in heard and (w.has("womens_officer") or not any(one["needs_woman"] for one in plans))


def _records(w: Who, r: Row, t: Truth) -> bool:
    if not _said_before(r, t) or (r["kind"] == "second_confirmation" and not _is_asked_anew(w, r, t)):
        return False
    if r["form_id"] is not None:
        tied = t.get("victims_matter", r["matter_id"]).get("owner_id") == r["owner_id"]
        own = tied and r["recorded_by"] == w.user
        return _office(w, r, t) and own and r["kind"] in TYPED and _typed_twice(r, t)
    kinds = (OF_OFFICE if _office(w, r, t) and not _takes_away(r) else ()) + (OF_COURT if _court(w, r, t) else ())
    tied = t.get("victims_matter", r["matter_id"]).get("owner_id") == r["owner_id"]
    heard = _office(w, r, t) and r["kind"] == "pardon_in_court" and r["event"].get("record") is None
    alone = r["is_alone"] or r["kind"] not in ("certificate", "offender_inherits") or _court(w, r, t)
    return (r["kind"] in kinds or heard) and tied and alone and r["recorded_by"] == w.user


VISIBLE: dict[str, Rule] = {
    "victims_hearingnotice": _hearing,
    # Whom the office reached and whom not: who presses an heir need not learn that nobody reaches another.
    "victims_hearingtold": _office,
    # That somebody accused speaks to the prosecution: counsel of whichever heir of the file, and nobody else.
    "victims_cooperationnotice": lambda w, r, t: bool(_mandates(w, r, t)),
    "victims_matter": _matter,
    "victims_party": _party,
    "victims_entry": _entry,
    "victims_statement": _statement,
    "victims_inquirynote": _note,
    "victims_contactplan": _office,
    "victims_contact": _office,
    "victims_absence": lambda w, r, t: _office(w, r, t) or _court(w, r, t),
    "victims_correction": _correction,
    "victims_confirmation": _correction,
    "victims_namechange": _spelling,
    "victims_heirsearch": lambda w, r, t: _office(w, r, t) or _court(w, r, t),
    # What was said alone stays with the office and the judge; counsel asks his own heir.
    "victims_session": lambda w, r, t: _office(w, r, t) or _court(w, r, t),
    "victims_hold": lambda w, r, t: _office(w, r, t) or _court(w, r, t) or w.has("inspector"),
    "victims_errand": _errand,
    "victims_courtform": lambda w, r, t: _office(w, r, t) or _court(w, r, t),
    "victims_typing": lambda w, r, t: _office(w, r, t) or _court(w, r, t),
    "victims_holdreview": lambda w, r, t: _office(w, r, t) or _court(w, r, t) or w.has("inspector"),
    "victims_counsel": lambda w, r, t: _office(w, r, t) or (r["user_id"] == w.user and w.has("heirs_counsel")),
}
MAY_ADD: dict[str, Rule] = {
    "victims_matter": lambda w, r, t: _office(w, r, t) and r["opened_by"] == w.user,
    "victims_party": _names,
    "victims_entry": _records,
    "victims_inquirynote": _notes,
    "victims_statement": lambda w, r, t: _mine_to(recorded_by="")(w, r, t) and r["withdrawn_at"] is None,
    "victims_contactplan": lambda w, r, t: _mine_to(made_by="")(w, r, t) and r["replaced_at"] is None,
    "victims_contact": _mine_to(planned_by=""),
    "victims_absence": _tells_absent,
    "victims_correction": _says_mistaken,
    "victims_confirmation": _confirms,
    "victims_namechange": _respells,
    "victims_heirsearch": _searches,
    "victims_session": lambda w, r, t: (
        _mine_to(held_by="")(w, r, t)
        and r["desk_id"] in w.agencies
        and (r["entry_id"] is None or not r["flags"] or r["answer"] == "no")
    ),
    "victims_holdreview": _reviews,
    "victims_errand": _sends,
    "victims_courtform": _prints,
    "victims_typing": _types,
    "victims_counsel": lambda w, r, t: _office(w, r, t) and r["named_by"] == w.user and r["ended_at"] is None,
    "victims_hearingtold": _tells,
}
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("victims_party", "name"): _respelt,
    ("victims_matter", "court_id"): lambda w, r, t: _office(w, r, t) and r["new"] is not None,
    ("victims_statement", "withdrawn_at"): (
        lambda w, r, t: _office(w, r, t) and r["withdrawn_at"] is None and r["new"] is not None
    ),
    ("victims_contactplan", "replaced_at"): (
        lambda w, r, t: _office(w, r, t) and r["replaced_at"] is None and r["new"] is not None
    ),
    **{
        ("victims_hearingnotice", name): lambda w, r, t: _office(w, r, t) and r["told_at"] is None
        for name in ("told_at", "told_by")
    },
    **{
        ("victims_heirsearch", name): _answers
        for name in ("responsible", "responsible_name", "outcome", "words", "ended_at", "ended_by", "ended_by_name")
    },
    ("victims_errand", "taken_at"): (
        lambda w, r, t: _office(w, r, t) and r["done_at"] is not None and r["taken_at"] is None and r["new"] is not None
    ),
    ("victims_absence", "ended_at"): (
        lambda w, r, t: _office(w, r, t) and r["ended_at"] is None and r["new"] is not None
    ),
    ("victims_counsel", "ended_at"): (
        lambda w, r, t: _office(w, r, t) and r["ended_at"] is None and r["new"] is not None
    ),
}
COUNTED = (
    "victims_matter", "victims_party", "victims_entry", "victims_contactplan", "victims_contact", "victims_session",
    "victims_absence", "victims_correction", "victims_heirsearch", "victims_hold", "victims_holdreview",
    "victims_errand", "victims_namechange", "victims_confirmation",
    "victims_courtform", "victims_typing", "victims_statement", "victims_inquirynote",
)  # fmt: skip
NAMED = {
    "matter_id": "victims_matter", "party_id": "victims_party", "contact_id": "victims_contact",
    "counsel_id": "victims_counsel", "absence_id": "victims_absence", "hold_id": "victims_hold",
    "search_id": "victims_heirsearch",
    "errand_id": "victims_errand", "entry_id": "victims_entry", "correction_id": "victims_correction",
    "form_id": "victims_courtform", "statement_id": "victims_statement", "hearing_notice_id": "victims_hearingnotice",
}  # fmt: skip


def _waivers(r: Row, t: Truth) -> tuple[str, ...]:
    """Names of the waivers of a matter; where it has none, one that it might have."""
    papers = t.has("victims_entry", matter_id=r["id"])
    named = dict.fromkeys(paper["event"]["waiver"] for paper in papers if paper["event"].get("waiver"))
    return tuple(named) or ("W1",)


BESIDE: dict[tuple[str, str], Beside] = {
    (f"victims:{name}", "code"): _waivers
    for name in (
        "waiver", "explain", "explain_pdf", "session", "again", "errand_new", "court_form_new", "send",
    )
}  # fmt: skip
BESIDE[("victims:fact", "fact")] = ("characterised", "capacity_ruled", "age_ruled", "judgment", "heir_died")
BESIDE[("victims:about", "fact")] = ("waiver_withdrawn", "inquiry_opened", "condition_met", "court_validated")
SURFACES = {"victims:notices": "notification"}
LISTED = (
    "victims:matters", "victims:notices", "victims:errands", "victims:court_forms", "victims:unreached",
    "victims:holds", "victims:holds_month",
)  # fmt: skip
# The calculator of the diya shows what is typed and the law.
UNLISTED = ("victims:matter_new", "victims:family", "victims:court_form_type", "victims:diya", "victims:diya_pdf")
