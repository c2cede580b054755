"""Declared relatives: keyed digests of folded names, so that a read can be compared and nobody can be looked up.

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
    """Digest of given name, father and family, folded; empty where one is missing: a half name is no relative."""
    folded = _folded(parts)
    return _blind(*folded.values()) if all(folded.values()) else ""


def whole_as_parts(parts: Mapping[str, str]) -> dict[str, str]:
    """The parts, or of a name in one string its first, second and last word."""
    if any(parts.get(part, "").strip() for part in COMPARED):
        return {part: parts.get(part, "") for part in COMPARED}
    words = parts.get("full", "").split()
    return {"ism": words[0], "father": words[1], "family": words[-1]} if len(words) > 2 else {}
