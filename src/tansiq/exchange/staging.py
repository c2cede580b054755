"""How a version of a list differs from what is held, and how an entry is kept until a person confirms it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from tansiq.exchange.formats.listing import ListedBirth, ListedDocument, ListedEntry, ListedName


@dataclass(frozen=True)
class Difference:
    """Entries that are new, entries whose content changed, references that are gone."""

    added: tuple[ListedEntry, ...]
    changed: tuple[ListedEntry, ...]
    removed: tuple[str, ...]

    @property
    def is_any(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def difference(held: Mapping[str, str], entries: Iterable[ListedEntry]) -> Difference:
    """Compare the held digests, by reference, with the entries of a new version."""
    new = {entry.reference: entry for entry in entries}
    return Difference(
        added=tuple(entry for reference, entry in new.items() if reference not in held),
        changed=tuple(entry for reference, entry in new.items() if held.get(reference, entry.digest) != entry.digest),
        removed=tuple(sorted(held.keys() - new.keys())),
    )


def entry_object(entry: ListedEntry) -> dict[str, Any]:
    """The entry as JSON."""
    told = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return told | {"listed_on": entry.listed_on.isoformat() if entry.listed_on else None}


def entry_from(told: dict[str, Any]) -> ListedEntry:
    """The entry that `entry_object` wrote."""
    return ListedEntry(
        **told
        | {
            "listed_on": date.fromisoformat(told["listed_on"]) if told["listed_on"] else None,
            "names": tuple(ListedName(*row) for row in told["names"]),
            "births": tuple(ListedBirth(*row) for row in told["births"]),
            "documents": tuple(ListedDocument(*row) for row in told["documents"]),
            "nationalities": tuple(told["nationalities"]),
            "birth_places": tuple(told["birth_places"]),
        }
    )
