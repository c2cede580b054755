"""Declared relatives: keyed digests of names, so that a read can be compared and nobody can be looked up.

Only what the comparison needs is kept. A tribe is never asked for and never stored.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tansiq import names
from tansiq.kernel import keys

# The parts of which a relative's name is made; the grandfather is left out: two thirds of people do not know his.
COMPARED = ("ism", "father", "family")


class Relation(models.TextChoices):
    """What a relative is to the member. By marriage counts as by birth."""

    PARENT = "parent", _("Father or mother")
    CHILD = "child", _("Son or daughter")
    SIBLING = "sibling", _("Brother or sister")
    SPOUSE = "spouse", _("Husband or wife")
    IN_LAW = "in_law", _("Related by marriage")
    OTHER = "other", _("Other near relative")


@lru_cache
def _key() -> bytes:
    return keys.derived(settings.TANSIQ_DATA_DIR, "declared-kin")


def _blind(*words: str) -> str:
    return hmac.new(_key(), "|".join(("name", *words)).encode(), hashlib.sha256).hexdigest()


def _folded(parts: Mapping[str, str]) -> dict[str, str]:
    return {part: names.fold(parts.get(part, ""))[0] for part in COMPARED}


def name_blind(parts: Mapping[str, str]) -> str:
    """Digest of given name, father and family as they were typed, folded; empty where one is missing.

    It tells two declarations of one member apart, and recognises what was declared before there were `marks`.
    """
    folded = _folded(parts)
    return _blind("name", *folded.values()) if all(folded.values()) else ""


def marks(parts: Mapping[str, str]) -> list[str]:
    """Digests under which a relative is declared: of each way in which another spelling of the name is met."""
    return sorted(_blind("mark", one) for one in names.declared(_parts(parts)))


def written(parts: Mapping[str, str]) -> list[str]:
    """Those of the marks that tell a name from one that only sounds like it: none for a name in Latin letters."""
    return sorted(_blind("mark", one) for one in names.declared(_parts(parts)) if one.startswith("="))


def met(parts: Mapping[str, str]) -> frozenset[str]:
    """Every digest under which somebody of this name may have been declared; none for half a name.

    Args:
        parts: a name by part, or in one string as `full`; other keys are left alone.
    """
    own = name_blind(_whole_as_parts(parts))
    return frozenset(_blind("mark", one) for one in names.met(_parts(parts))) | ({own} if own else frozenset())


def _parts(parts: Mapping[str, str]) -> names.Parts:
    given = {part: parts.get(part, "") for part in (*COMPARED, "grandfather", "full")}
    return names.Parts(**given)


def _whole_as_parts(parts: Mapping[str, str]) -> dict[str, str]:
    if any(parts.get(part, "").strip() for part in COMPARED):
        return {part: parts.get(part, "") for part in COMPARED}
    words = parts.get("full", "").split()
    return {"ism": words[0], "father": words[1], "family": words[-1]} if len(words) > 2 else {}
