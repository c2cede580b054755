"""Words that no ledger carries: of a mother before anybody was accused, and of a man who was hurt and lives."""

from __future__ import annotations

from typing import Any

from tansiq.compartments.victims import actions
from tansiq.compartments.victims.drafts import WaiverDraft
from tansiq.demo.stage import Stage, ago
from tansiq.demo.victims import OFFICE, WOMAN, day, protect


def fill(stage: Stage) -> None:
    """A mother pardoned whoever it was; now somebody is accused: he is held, and she is asked anew, alone.

    A judge on circuit has ruled on the stop by hand: one officer has typed the form, another is awaited.
    """
    matter = stage.do(OFFICE, actions.open_matter, ago(days=16), court_id=stage.agency("demo-court"))
    where: dict[str, Any] = {"matter_id": matter.id}
    stage.do(
        OFFICE, actions.add_victim, ago(days=16), name="سالم يسلم عوض باغويطة", died_on=day(stage, 18),
        is_identified=True, on=day(stage, 17), paper="تقرير المستشفى رقم 212", **where,
    )  # fmt: skip
    mother = "نور محمد سعيد باغويطة"
    draft = WaiverDraft(
        heir="", heir_name=mother, victims=("V1",), accused=(), qisas=True, diya="kept", channel="session",
        signed_by=mother, offered_by="لا أحد", paid="لا شيء", place="بيتها", literate=False, reader="ابنة أختها",
    )  # fmt: skip
    said = stage.do(
        WOMAN, actions.state_waiver, ago(days=15), draft=draft, on=day(stage, 15), paper="محضر المكتب رقم 31", **where
    )
    protect(stage, ago(days=14, hours=23, minutes=30), "تُسأل عمّن كان في البيت حين تكلمت، ولا يُنقل قولها لأحد")
    stage.do(
        OFFICE, actions.add_accused, ago(days=2), reference="ج/2026/131", age_at_act="adult", on=day(stage, 3),
        paper="كتاب النيابة رقم 131", **where,
    )  # fmt: skip
    stage.do(
        OFFICE, actions.name_counsel, ago(days=2), matter_id=matter.id, heir="H1", handle="demo-counsel",
        mandate="وكالة خاصة رقم 90",
    )  # fmt: skip
    form = stage.do(OFFICE, actions.print_statement_form, ago(days=1, hours=20), statement_id=said.id)
    stage.do(
        OFFICE, actions.type_form, ago(hours=5), number=form.number, digest=form.digest, kind="hold_ruled",
        on=day(stage, 1), record="م/2026/83", judge="القاضي فارس عبود", reason="",
    )  # fmt: skip
    _hurt_and_alive(stage, where)


def _hurt_and_alive(stage: Stage, where: dict[str, Any]) -> None:
    """His brother was hurt and lives: what he waives is for the judge, and no heir's waiver."""
    stage.do(
        OFFICE, actions.add_victim, ago(days=16), name="حسن يسلم عوض باغويطة", died_on=None, is_identified=True,
        on=day(stage, 17), paper="تقرير المستشفى رقم 213", **where,
    )  # fmt: skip
    draft = WaiverDraft(
        heir="V2", victims=("V2",), accused=("A1",), qisas=True, diya="kept", channel="session", signed_by="V2",
        offered_by="لا أحد", paid="لا شيء", place="مستشفى المكلا", private_session=True,
    )  # fmt: skip
    stage.do(
        OFFICE, actions.state_waiver, ago(days=1), draft=draft, on=day(stage, 1), paper="محضر المكتب رقم 44", **where
    )
    protect(stage, ago(hours=23, minutes=30), "يُسأل على انفراد عمّن زاره في المستشفى")
