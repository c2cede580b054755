"""Rows of the match index as a search reads them: column by column, because it reads hundreds and tells of a dozen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from tansiq import names
from tansiq.people import rules

_DAY: Final = "coalesce({} - '0001-01-01'::date + 1, 0)"
READ: Final = (
    "kit_id, owner_id, words,"
    f" {_DAY.format('coalesce(born_from, born_to)')} AS born_first,"
    f" {_DAY.format('coalesce(born_to, born_from)')} AS born_last, blinds"
)
"""What is read of a row."""
COLUMNS: Final = """
    SELECT coalesce(string_agg(uuid_send(kit_id) || uuid_send(owner_id), ''), ''),
      coalesce(string_agg(words, E'\\n'), ''), coalesce(array_agg(born_first), '{{}}'),
      coalesce(array_agg(born_last), '{{}}'), coalesce(string_agg(array_to_string(blinds, ' '), E'\\n'), '')
    FROM ({rows}) AS read
"""
"""Rows that were read as `READ` says, as one row of columns: what `Rows.of` takes."""
Birth = tuple[int, int]
"""First and last day on which a birth may lie, as ordinals; 0 where it is not known."""
_ID: Final = 16  # bytes


class Found(NamedTuple):
    """A row of the index; births are ordinals of days, `blinds` numbers as `rules.compact` makes them."""

    kit_id: UUID
    owner_id: UUID
    words: str
    born_first: int
    born_last: int
    blinds: list[int]

    @property
    def kept(self) -> names.Kept:
        """What `names.compare` takes."""
        first, last = (date.fromordinal(day) if day else None for day in (self.born_first, self.born_last))
        return names.Kept(self.words, first, last, rules.expanded(self.blinds))


class Rows:
    """Many rows, each kit once; a row is put together when it is asked for."""

    def __init__(
        self, ids: Sequence[bytes], words: Sequence[str], births: Sequence[Birth], blinds: Sequence[str]
    ) -> None:
        self._ids, self.words, self.births, self._blinds = ids, words, births, blinds

    @classmethod
    def none(cls) -> Rows:
        """No row."""
        return cls((), (), (), ())

    @classmethod
    def of(cls, ids: bytes, words: str, firsts: Sequence[int], lasts: Sequence[int], blinds: str) -> Rows:
        """The columns of a search."""
        if not firsts:
            return cls.none()
        every = [ids[at : at + 2 * _ID] for at in range(0, len(ids), 2 * _ID)]
        found = cls(every, words.split("\n"), list(zip(firsts, lasts, strict=True)), blinds.split("\n"))
        return found if len(set(every)) == len(every) else found.with_those_of(cls.none())

    def with_those_of(self, other: Rows) -> Rows:
        """These rows, and those of others that are not among them."""
        every: dict[bytes, tuple[str, Birth, str]] = {}
        for rows in (self, other):
            told = zip(rows.words, rows.births, rows._blinds, strict=True)
            every |= dict(zip(rows._ids, told, strict=True))
        if not every:
            return self
        words, births, blinds = zip(*every.values(), strict=True)
        return Rows(list(every), words, births, blinds)

    def without(self, other: Rows) -> Rows:
        """These rows, but for those that are among the others."""
        known = frozenset(other._ids)
        places = [at for at, row in enumerate(self._ids) if row not in known]
        return Rows(
            [self._ids[at] for at in places], [self.words[at] for at in places], [self.births[at] for at in places],
            [self._blinds[at] for at in places],
        )  # fmt: skip

    def __contains__(self, kit_id: UUID) -> bool:
        return any(row.startswith(kit_id.bytes) for row in self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, at: int) -> Found:
        kit_id, owner_id = self._ids[at][:_ID], self._ids[at][_ID:]
        return Found(UUID(bytes=kit_id), UUID(bytes=owner_id), self.words[at], *self.births[at], self.blinds(at))

    def blinds(self, at: int) -> list[int]:
        """Identifiers of a row as compact numbers."""
        return [int(number) for number in self._blinds[at].split()]
