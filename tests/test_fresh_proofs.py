"""Whoever decides, or changes somebody's liberty, proves again who acts; a new act that forgets it is noticed here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import tansiq
from tansiq.kernel.access.rules import DECISIONS, ROLES

PACKAGE = Path(tansiq.__file__).parent
# What writes a legal effect: a decision, a fact with the force of one, what the register of detentions goes by.
DECISION, FACT, EVENT, ASKED = "authorise", {"record_fact", "witness"}, "event", "require_fresh"
EVENTS = {"release_ordered", "obstacle", "withheld", "detention_order", "transfer_authorised"}
# Rulings that are kept in a table of their own.
ROWS = {"CourtAct", "Assessment", "AgeStatement"}

# What somebody writes down as a witness asks for nothing: it happened, it changes nobody's liberty from now on, and
# whoever tells it may stand in the street (W-4). `authorise` asks by itself.
WITNESSES = {
    "compartments/casework.record_step": "something that cannot be undone happened; it lifts no stop",
    "compartments/casework.record_hearing": "how a hearing went; a charge moves to trial, nobody is freed or kept",
    "compartments/casework.finish_hearing": "as the record of a hearing",
    "compartments/casework.state_harm": "what became of a victim; on which track an act stands is said apart",
    "compartments/custody.record_arrest": "he is held already: the register must have it at once",
    "compartments/custody.close_handover": "who was found, and who was not, when a place changed hands",
    "compartments/custody.record_release": "he walked out; what cleared him was ordered before",
    "compartments/custody.take_court_release": "what a court act brings, for which was asked",
    "compartments/custody.witness": "what the others of the register write by",
    "compartments/intelligence.end_plan": "what became of a plan",
    "gateway.record_happened": "what happened at the checkpoint, told also by who stands outside",
}

# Permissions that decide about nobody, or whose acts decide by `authorise` or are looked at below.
ASKED_AT_THE_ACT = frozenset({
    "access.plan", "casework.certify", "casework.court", "casework.exhibit", "casework.open", "casework.read",
    "casework.record", "casework.store", "cooperation.defend", "cooperation.handle", "cooperation.open",
    "cooperation.read", "custody.answer", "custody.arrest", "custody.child", "custody.enquire", "custody.inspect",
    "custody.read_all", "custody.record", "exchange.stage", "gateway.acknowledge", "gateway.ask",
    "gateway.ask_permission", "gateway.exclude", "gateway.hand_over", "gateway.permit", "gateway.raise_budget",
    "gateway.read_disclosure", "gateway.take_stop", "intelligence.answer", "intelligence.plan", "intelligence.propose",
    "intelligence.read", "intelligence.report", "intelligence.request", "intelligence.trace", "oversight.answer",
    "oversight.file", "oversight.read_log", "protection.enter", "protection.read", "victims.handles", "victims.read",
    "victims.record", "victims.review", "victims.rule",
})  # fmt: skip


def test_every_permission_is_a_decision_or_was_looked_at():
    held = frozenset().union(*ROLES.values())

    assert held == DECISIONS | ASKED_AT_THE_ACT
    assert not DECISIONS & ASKED_AT_THE_ACT


def calls(node: ast.AST) -> Iterator[tuple[str, set[str]]]:
    """Names that are called, each with the texts given to it."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            name = one.func.attr if isinstance(one.func, ast.Attribute) else getattr(one.func, "id", "")
            yield name, {part.value for part in one.args if isinstance(part, ast.Constant) and type(part.value) is str}


def does(node: ast.AST) -> set[str]:
    """What a function does by itself, of what matters here."""
    found = set()
    for name, texts in calls(node):
        if name in {DECISION, ASKED, *FACT} | ROWS:
            found.add(name)
        elif name == "append" and texts & EVENTS:
            found.add(EVENT)
        elif name in ("require", "require_one_of", "require_any") and texts and texts <= DECISIONS:
            found.add(ASKED if name == "require" else name)
    return found


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Modules of actions with the app that each belongs to."""
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).parts
        if "actions" in parts and "tests" not in parts and "kernel" not in parts:
            yield "/".join(parts[: parts.index("actions")]), ast.parse(file.read_text())


def acts() -> dict[str, set[str]]:
    """Every act that people take, by app and name, with what it does in itself and in functions of its app."""
    functions: dict[tuple[str, int, str], ast.FunctionDef] = {}
    for number, (app, tree) in enumerate(modules()):
        functions |= {(app, number, node.name): node for node in tree.body if isinstance(node, ast.FunctionDef)}
    public = {(app, name): (app, number, name) for app, number, name in functions if not name.startswith("_")}
    found = {}
    for (app, name), start in public.items():
        given = functions[start].args
        if "actor" not in {part.arg for part in (*given.args, *given.kwonlyargs)}:
            continue
        told: set[str] = set()
        seen, todo = set(), [start]
        while todo:
            here = todo.pop()
            if here in seen or here not in functions:
                continue
            seen.add(here)
            told |= does(functions[here])
            for called, _ in calls(functions[here]):
                private = (app, here[1], called)  # what begins with an underscore is its module's own
                todo.append(private if called.startswith("_") else public.get((app, called), private))
        found[f"{app}.{name}"] = told
    return found


def test_every_act_that_decides_or_changes_liberty_asks_for_a_fresh_proof():
    told = acts()
    writes = {name for name, one in told.items() if one & {DECISION, EVENT, *FACT, *ROWS}}
    asks = {name for name, one in told.items() if ASKED in one or (DECISION in one and not one & {*FACT, *ROWS})}

    assert len(writes) > 50
    assert writes - asks - set(WITNESSES) == set()
    assert set(WITNESSES) - writes == set()
    assert set(WITNESSES) & {name for name in asks if ASKED in told[name]} == set()
