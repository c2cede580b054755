"""Words for people: collect them into the Arabic catalogue, compile it, or check that it is complete.

    python tools/messages.py            renew and compile
    python tools/messages.py --check    exit 1 when a sentence lacks its Arabic, or the compiled file is old
    python tools/messages.py --missing  print what lacks its Arabic, as JSON

Needs no program beyond Babel: templates are read as Django reads them.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tansiq"
FOLDER = SOURCE / "locale" / "ar" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
# Arabic has six forms: zero, one, two, few, many, other.
PLURALS = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "ngettext_noop": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def _sources() -> Iterator[tuple[Path, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(SOURCE).parts):
            yield path, path.read_text(encoding="utf-8")
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        yield path, templatize(path.read_text(encoding="utf-8"), origin=str(path))


def collect() -> Catalog:
    """Every sentence of the code and of the templates, with where it stands."""
    found = Catalog(locale="ar", project="Tansiq", charset="utf-8")
    for path, text in _sources():
        where = path.relative_to(ROOT).as_posix()
        stream = io.BytesIO(text.encode())
        for _line, message, _comments, context in extract("python", stream, keywords=KEYWORDS):
            found.add(message, locations=[(where, 0)], context=context, flags=_flags(message))
    for text in _helps():
        found.add(text, locations=[("src/tansiq/commands", 0)])
    return found


def _helps() -> Iterator[str]:
    """What stands in `--help`: docstrings of commands and helps of their options."""
    from tansiq import cli, commands
    from tansiq.commands import helping

    if not cli.main.commands:
        commands.register(cli.main)
    return (text for text in helping.helps(cli.main) if text)


def _flags(message: str | tuple[str, ...]) -> list[str]:
    text = message if isinstance(message, str) else message[0]
    return ["python-format"] if "%(" in text else []


def present() -> Catalog:
    if not PO.exists():
        return Catalog(locale="ar")
    with PO.open("rb") as stream:
        return read_po(stream, locale="ar")


def missing(found: Catalog, known: Catalog) -> list[str]:
    """Sentences without Arabic, or with a doubtful one."""
    lacking = []
    for message in found:
        if not message.id:
            continue
        kept = known.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        words = kept.string if kept else ""
        whole = all(words) if isinstance(words, tuple | list) else bool(words)
        if not kept or not whole or kept.fuzzy:
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


def compiled(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def _header(catalog: Catalog) -> Catalog:
    catalog.mime_headers = [
        ("Project-Id-Version", "Tansiq"), ("Language", "ar"), ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit"), ("Plural-Forms", PLURALS),
    ]  # fmt: skip
    catalog.header_comment = "# Arabic words of Tansiq."
    catalog.fuzzy = False
    return catalog


def renew() -> None:
    known = present()
    known.update(collect(), no_fuzzy_matching=True)
    known.obsolete.clear()
    _header(known)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as stream:
        write_po(stream, known, width=110, sort_output=True, omit_header=False, include_lineno=False)
    MO.write_bytes(compiled(present()))


def main(arguments: list[str]) -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    found, known = collect(), present()
    lacking = missing(found, known)
    if "--missing" in arguments:
        print(json.dumps(lacking, ensure_ascii=False, indent=0))
        return 0
    if "--check" in arguments:
        old = not MO.exists() or MO.read_bytes() != compiled(known)
        for sentence in lacking:
            print(f"no Arabic: {sentence}")
        if old:
            print("the compiled catalogue is old: make messages")
        return 1 if lacking or old else 0
    renew()
    print(f"{len(missing(collect(), present()))} sentences lack their Arabic")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
