"""What is told of the log and of backups, in the language of `--lang`. JSON stays as it is, whatever the language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tansiq import cli
from tansiq.kernel.saying import gettext, language, pgettext, words
from tansiq.kernel.saying import gettext_noop as _

__all__ = ["fault", "gettext", "language", "tell", "words"]

# What each code of a fault of the log means, where the exact words of the examination are not in the reader's language.
FAULTS = {
    "MISSING": _("the entry is gone, or not in its place"),
    "ALTERED": _("the entry is not what was sealed"),
    "WORDS_ALTERED": _("the words are not those that were sealed"),
    "BACK_DATED": _("the entry bears a time long before the checkpoint that precedes it"),
    "POST_DATED": _("the entry bears a time long after the checkpoint that seals it"),
    "REWRITTEN": _("these are not the entries that a checkpoint or an earlier export held: they were written anew"),
    "CUT": _("the log, or the file, ends too early: its end was cut off"),
    "NODE": _("the tree over these entries is not the one that was made of them"),
    "SIGNATURE": _("a checkpoint is not signed by the key of this log"),
    "KEY": _("the log is signed by another key than the one that was kept"),
    "REMOVED": _("the entry was removed before it was sealed"),
    "UNQUEUED": _("the entry is neither sealed, nor does it wait to be"),
    "NOT_COMPARED": _("what was kept elsewhere could not be compared here, so nothing is proven: export from 0"),
}


def fault(code: str, why: str) -> str:
    """What is wrong with the log: in English as the examination says it, else by its code."""
    return why if language() == "en" or code not in FAULTS else gettext(FAULTS[code])


def _labels() -> dict[str, str]:
    """Names of the figures in verdicts, by their members in JSON; in English they are the same."""
    return {
        "whole": pgettext("figure", "whole"),
        "size": pgettext("figure", "size"),
        "waiting": pgettext("figure", "waiting"),
        "checkpoints": pgettext("figure", "checkpoints"),
        "kept": pgettext("figure", "kept"),
        "proven_to": pgettext("figure", "proven_to"),
        "first": pgettext("figure", "first"),
        "faults": pgettext("figure", "faults"),
        "code": pgettext("figure", "code"),
        "title": pgettext("figure", "title"),
        "set": pgettext("figure", "set"),
        "sets": pgettext("figure", "sets"),
        "pieces": pgettext("figure", "pieces"),
        "removed": pgettext("figure", "removed"),
        "finished_at": pgettext("figure", "finished_at"),
        "log_is_kept": pgettext("figure", "log_is_kept"),
        "name": pgettext("figure", "name"),
        "first_piece": pgettext("figure", "first_piece"),
        "server_version": pgettext("figure", "server_version"),
        "to": pgettext("figure", "to"),
        "last_transaction_at": pgettext("figure", "last_transaction_at"),
    }


def _value(value: object, labels: Mapping[str, str]) -> object:
    """A value for people: yes and no, and what it holds, in their language."""
    if isinstance(value, bool) and language() != "en":
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dict):
        return {labels.get(key, key): _value(one, labels) for key, one in value.items()}
    if isinstance(value, list):
        return [_value(one, labels) for one in value]
    return words(value) if isinstance(value, str) else value


def tell(told: dict[str, Any], *, as_json: bool) -> None:
    """One JSON object, the same in every language; or for people, a line each."""
    labels = _labels()
    shown = told if as_json else {labels.get(key, key): _value(one, labels) for key, one in told.items()}
    cli.print_object(shown, as_json=as_json)
