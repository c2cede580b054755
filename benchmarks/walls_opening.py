"""Opening a wall of a throw-away server, and whether the judge notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.walls_proof import Judge

if TYPE_CHECKING:
    import psycopg

    from benchmarks.walls_model import Truth, Who


def loosen(owner: psycopg.Connection[Any], table: str, verb: str) -> list[str]:
    """Open one wall; returns what closes it again."""
    undo = []
    if verb == "change":
        compared = owner.execute(
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'may_change' AND tgrelid = %s::regclass",
            [table],
        ).fetchone()
        if compared is None:
            raise LookupError(f"no wall {table}:{verb}")
        owner.execute(f'DROP TRIGGER may_change ON "{table}"')
        return [compared[0]]
    found = owner.execute(
        "SELECT qual, with_check FROM pg_policies WHERE tablename = %s AND policyname = %s", [table, f"may_{verb}"]
    ).fetchone()
    if found is None:
        raise LookupError(f"no wall {table}:{verb}")
    for clause, was in (("USING", found[0]), ("WITH CHECK", found[1])):
        if was is not None:
            owner.execute(f'ALTER POLICY may_{verb} ON "{table}" {clause} (true)')
            undo.append(f'ALTER POLICY may_{verb} ON "{table}" {clause} ({was})')
    return undo


def every_wall(owner: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    policies = owner.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'").fetchall()
    triggers = owner.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'may_change'").fetchall()
    walls = [(table, name[4:]) for table, name in policies if name.startswith("may_")]
    return sorted(walls + [(table, "change") for (table,) in triggers])


def attackers(truth: Truth) -> list[Who]:
    """Two people of each kind, of two agencies where there are: walls look at nothing else."""
    kinds: dict[frozenset[str], dict[str, Who]] = {}
    for who in truth.people():
        kinds.setdefault(who.roles, {}).setdefault(who.home, who)
    return [who for homes in kinds.values() for who in list(homes.values())[:2]]


def noticed(judge: Judge, owner: psycopg.Connection[Any], table: str, verb: str) -> str:
    for loosened in ((verb,), ("update", "change")) if verb in ("update", "change") else ((verb,),):
        undo = []
        for each in loosened:
            try:
                undo += loosen(owner, table, each)
            except LookupError:
                for statement in undo:
                    owner.execute(statement)
                return "survived"
        truth = judge.truth()
        judge.verdict.leaks.clear()
        if verb == "select":
            judge.sql(truth, attackers(truth), [table])
        else:
            judge.writes(truth, attackers(truth), [table], most=15)
        found = len(judge.verdict.leaks)
        judge.verdict.leaks.clear()
        for statement in undo:
            owner.execute(statement)
        if found:
            return "killed" if loosened == (verb,) else "held twice"
    return "survived"
