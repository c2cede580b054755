"""After an upgrade that changed what the match index keeps: every row is worked out anew from its kit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from tansiq import names
from tansiq.people import index
from tansiq.people.drafts import blind_of

_CHUNK = 5_000
_EMPTY = """
    SELECT kit.id, kit.owner_id, kit.ism, kit.father, kit.grandfather, kit.family, kit.kunya, kit."full", kit.mother,
      kit.born_from, kit.born_to,
      array(SELECT ARRAY[paper.kind, paper.value]::text[] FROM people_identifier paper
            WHERE paper.kit_id = kit.id AND paper.kind NOT IN ('redress', 'slip'))
    FROM {table} AS entry JOIN people_kit AS kit ON kit.id = entry.kit_id
    WHERE entry.words = '' AND kit.id > %s ORDER BY kit.id LIMIT %s
"""


def fill_empty_rows(*, plan: Sequence[tuple[Any, bool]] = (), **_given: Any) -> None:
    """Fill the rows of the index that a migration left without words; run by the owner, after migrating.

    The loops that weigh names are compiled here, so that no officer waits for it.

    Args:
        plan: the migrations that were run, each with whether it was taken back: then there is nothing to fill.
    """
    if any(backwards for _, backwards in plan):
        return
    names.nearest(names.Kit(names.Parts(full="محمد")), ["1محمد"], [(0, 0)], least=1)
    names.compare(names.Kit(names.Parts(full="محمد"), place="سيئون"), names.Kit(names.Parts(full="M"), place="Seiyun"))
    with connection.cursor() as cursor:
        for table in ("people_heldentry", "people_orderentry"):
            after = UUID(int=0)
            while True:
                cursor.execute(_EMPTY.format(table=table), [after, _CHUNK])
                kits = [(*kit, [blind_of(kind, value) for kind, value in papers]) for *kit, papers in cursor.fetchall()]
                entries = index.entries_of(kits)
                if not entries:
                    break
                rows = [(entry.keys, entry.words, entry.blinds, entry.kit_id) for entry in entries]
                cursor.executemany(f"UPDATE {table} SET keys = %s, words = %s, blinds = %s WHERE kit_id = %s", rows)
                after = entries[-1].kit_id
            if after.int:
                cursor.execute(f"ANALYZE {table}")
