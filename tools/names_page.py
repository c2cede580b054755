"""The tables of docs/names.md: the fixed weights, and the invented pairs with every step of their comparison.

    python tools/names_page.py            write the tables anew
    python tools/names_page.py --check    exit 1 when the page is not what the code says

The words between the tables are written by hand; a table stands between `<!-- table: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tansiq.names import MATCH_BITS, MATCH_THRESHOLD, compare
from tansiq.names.tests import pairs
from tansiq.names.weights import WEIGHTS as W

PAGE = Path(__file__).resolve().parent.parent / "docs" / "names.md"

# What weighs the same whatever the names are: the constant, in English, in Arabic.
_FIXED: tuple[tuple[float, str, str], ...] = (
    (W.prior, "before anything is compared", "قبل المقارنة"),
    (W.initial, "an initial that fits", "حرف أول يوافق الاسم"),
    (W.abd_is_absent, "Abd before a name of God is left out", "«عبد» قبل اسم من أسماء الله ساقطة"),
    (W.word_is_absent, "each name of the line that one of them lacks", "كل اسم في النسب غائب عن أحدهما"),
    (W.moved, "the family name stands in another place", "اسم العائلة في موضع آخر"),
    (W.prefix_is_absent, "Muhammad in front of the name is absent", "«محمد» قبل الاسم غائبة"),
    (W.ism_is_swapped, "the given name stands in another place", "الاسم الأول في موضع آخر"),
    (W.ism_is_absent, "one given name is absent from the other", "الاسم الأول لأحدهما غائب عن الآخر"),
    (W.ism_does_differ, "given names differ", "الاسم الأول مختلف"),
    (W.father_does_differ, "fathers differ", "الأب مختلف"),
    (W.patronymic_does_differ, "another name of the line differs", "اسم آخر في النسب مختلف"),
    (W.family_does_differ, "families differ", "العائلة مختلفة"),
    (W.nisba_for_family, "a nisba on one side, a family name on the other", "نسبة في جهة واسم عائلة في الأخرى"),
    (W.kunya_most, "the kunya agrees, beside a name: at most", "الكنية واحدة مع الاسم: على الأكثر"),
    (W.kunya_alone_most, "the kunya agrees, and there is nothing else: at most", "الكنية واحدة ولا شيء غيرها: على الأكثر"),
    (W.kunya_of_father, "the kunya is a name of the other's line", "الكنية توافق اسما في نسب الآخر"),
    (W.kunya_does_differ, "kunyas differ", "الكنية مختلفة"),
    (W.name_ceiling, "bits from which a name levels off", "وزن يستوي عنده أثر الاسم"),
    (W.name_ceiling + W.above_ceiling, "what a name never reaches, however long", "حدّ لا يبلغه اسم مهما طال"),
    (W.birth_most, "the day of birth agrees: at most", "يوم الميلاد متوافق: على الأكثر"),
    (W.birth_within_one, "births a year apart", "بين الميلادين سنة"),
    (W.birth_differs_most, "births differ: at most", "الميلاد مختلف: على الأكثر"),
    (W.mother_most, "mothers' names agree: at most", "اسم الأم متوافق: على الأكثر"),
    (W.mother_does_differ, "mothers' names differ", "اسم الأم مختلف"),
    (W.place_equal, "places agree", "المكان متوافق"),
    (W.place_does_differ, "places differ", "المكان مختلف"),
    (W.identifier_equal, "the same identifier", "رقم الهوية واحد"),
    (W.identifier_differs, "identifiers of one kind differ", "رقما هوية من نوع واحد مختلفان"),
    (MATCH_BITS, f"a hit for a validator from here on: probability {MATCH_THRESHOLD}", f"من هنا مطابقة تعرض على محقّق: احتمال {MATCH_THRESHOLD}"),
)  # fmt: skip


def _bits(value: float) -> str:
    # Without a minus in front of a zero, whatever the last digits of the machine are.
    return f"{round(value, 1) + 0.0:+.1f}".replace("-", "−")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def weights() -> str:
    """The fixed weights, a row each."""
    rows = [_row(_bits(bits), en, ar) for bits, en, ar in _FIXED]
    return "\n".join(["| bits | what | ما هو |", "|---:|---|---|", *rows])


def overview() -> str:
    """The pairs, a row each, with what came of them."""
    rows = [
        "| | phenomenon | الظاهرة | one | other | expected | bits | probability |",
        "|---:|---|---|---|---|---|---:|---:|",
    ]
    for number, pair in enumerate(pairs.read(), 1):
        found = compare(*pair.kits)
        expected = "hit · مطابقة" if pair.is_hit else "no hit · لا مطابقة"
        cells = (pair.phenomenon, pair.phenomenon_ar, pair.one, pair.other, expected)
        rows.append(_row(str(number), *cells, _bits(found.match_weight), f"{found.match_probability:.2f}"))
    return "\n".join(rows)


def steps() -> str:
    """The pairs, a section each, with every step and what it is worth."""
    told = []
    for number, pair in enumerate(pairs.read(), 1):
        found = compare(*pair.kits)
        told += [
            f"### {number}. {pair.phenomenon} · {pair.phenomenon_ar}",
            "",
            "| bits | step | الخطوة |",
            "|---:|---|---|",
        ]
        told += [_row(_bits(step.bits), step.en, step.ar) for step in found.steps]
        told += [_row(f"**{_bits(found.match_weight)}**", f"`{pair.one}` / `{pair.other}`", ""), ""]
    return "\n".join(told).rstrip()


TABLES = {"weights": weights, "pairs": overview, "steps": steps}
_TABLE = re.compile(r"(?P<head><!-- table: (?P<name>\w+) -->\n).*?(?P<end><!-- end -->)", re.DOTALL)


def renewed(text: str) -> str:
    """The page with its tables written anew.

    Raises:
        ValueError: a table is missing from the page, or is none of ours.
    """
    if (named := sorted(found["name"] for found in _TABLE.finditer(text))) != sorted(TABLES):
        raise ValueError(f"the page must have the tables {', '.join(TABLES)}, and has {', '.join(named) or 'none'}")
    return _TABLE.sub(lambda found: f"{found['head']}\n{TABLES[found['name']]()}\n\n{found['end']}", text)


def main(arguments: list[str]) -> int:
    held = PAGE.read_text(encoding="utf-8")
    wanted = renewed(held)
    if "--check" not in arguments:
        PAGE.write_text(wanted, encoding="utf-8")
        return 0
    if held != wanted:
        print("docs/names.md is not what the code says: run python tools/names_page.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
