"""What of a case is erased: marks of weapons after twenty years (EVD-08), bulletins once they were withdrawn, and what
an analyst said of a rank after five years, as any other judgement of intelligence (JUD-01).

Nothing else of a case ends by a clock: exhibits leave by order, and what was said and proven ends with the case itself.
So does the court file: a charge, a hearing and what a court said speak for whoever was acquitted, and by them the right
of an heir is proved after years.
"""

from __future__ import annotations

import json

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Greatest

from tansiq.compartments.casework.models import Bulletin, Rank, TraceRequest, Weapon
from tansiq.kernel.retention import sources
from tansiq.kernel.retention.sources import Source

_CASE = "evidence and its chain end with the case, by an order of the court and never by a clock"
_COURT = "the court file speaks for whoever was acquitted, and proves the right of an heir after years"
# What no clock erases, and why.
KEPT = {
    **dict.fromkeys(
        (
            "casework_case", "casework_incident", "casework_logentry", "casework_exhibit", "casework_exhibitevent",
            "casework_photograph", "casework_countsheet", "casework_statement", "casework_allegation", "casework_doubt",
            "casework_ruling", "casework_lineage", "casework_hypothesis", "casework_finding", "casework_element",
            "casework_evidence", "casework_brief", "casework_device", "casework_association", "casework_annex",
        ),
        _CASE,
    ),
    **dict.fromkeys(
        (
            "casework_courtfile", "casework_accused", "casework_agestatement", "casework_victim", "casework_charge",
            "casework_characterisation", "casework_settlement", "casework_hearing", "casework_courtact",
            "casework_cardfiled", "casework_courtstop", "casework_prosecutionletter", "casework_finalstep",
            "casework_harmstatement",
        ),
        _COURT,
    ),
}  # fmt: skip


def _weapons() -> QuerySet[Weapon]:
    """From the last thing that was written down about it: its marks, a question, or an answer."""
    asked = Max("trace_requests__made_at"), Max("trace_requests__answered_at")
    return Weapon.objects.annotate(ended=Greatest(F("made_at"), *asked))


def _said_of(row: Weapon) -> str:
    said = {"serial": row.serial, "marks": row.marks, "type": row.type, "number": row.number}
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _erase_weapon(row: Weapon) -> int:
    return TraceRequest.objects.filter(weapon=row).delete()[0] + Weapon.objects.filter(id=row.id).delete()[0]


def register() -> None:
    """Make known what ends here; called once, when the app is ready."""
    sources.register(
        Source(
            "WEAPON-RECORDED", "casework.weapon", _weapons, content=_said_of, erase=_erase_weapon, reference="number",
            touches=lambda row: (row.id, *TraceRequest.objects.filter(weapon=row).values_list("id", flat=True)),
        ),
        Source(
            "BULLETIN-WITHDRAWN", "casework.bulletin",
            lambda: Bulletin.objects.filter(withdrawn_at__isnull=False).annotate(ended=F("withdrawn_at")),
            touches=lambda row: (row.id,), content=lambda row: f"{row.number}|{row.looks_like}|{row.advice}",
            erase=lambda row: Bulletin.objects.filter(id=row.id).delete()[0], reference="number",
        ),
        Source(
            "RANK-DESCRIBED", "casework.rank", lambda: Rank.objects.annotate(ended=F("made_at")),
            touches=lambda row: (row.id,),
            content=lambda row: f"{row.analyst}|{row.role_claimed}|{row.period}|{row.words}",
            erase=lambda row: Rank.objects.filter(id=row.id).delete()[0],
        ),
    )  # fmt: skip
