"""Names as they were written down, in the language of whoever reads them.

A record keeps the name of whoever wrote it as it was at that time, in Arabic. Members whom the reader may see, and
every agency, are in the directory in two languages; any other name is read as it stands, so that nothing is told of
anybody whom the wall hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain

from django.utils.functional import Promise
from django.utils.translation import get_language

from tansiq.kernel.access.models import Agency, Member

_ARABIC = re.compile("[\u0600-\u06ff]")
Directory = dict[str, str]
# By language, for as long as a request lasts; None outside one, where the directory is asked anew each time.
_known: ContextVar[dict[str, Directory] | None] = ContextVar("names", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Read the directory once while it lasts."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def named(written: str | Promise) -> str:
    """A name as it was written down, in the active language where the reader's directory has it."""
    language = "en" if (get_language() or "ar").startswith("en") else "ar"
    written = str(written)
    if not written or bool(_ARABIC.search(written)) == (language == "ar"):
        return written
    return _directory(language).get(written, written)


def _directory(language: str) -> Directory:
    known = _known.get()
    if known is not None and language in known:
        return known[language]
    other = "ar" if language == "en" else "en"
    pairs = [rows.objects.values_list(f"name_{other}", f"name_{language}") for rows in (Member, Agency)]
    found: Directory = {}
    several: set[str] = set()
    for here, there in set(chain(*pairs)):
        several |= {here} if here in found else set()
        found[here] = there
    # Two people of one name in one language may have two in the other: then it is read as it was written.
    found = {here: there for here, there in found.items() if here not in several}
    if known is not None:
        known[language] = found
    return found
