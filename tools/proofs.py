"""The tests that name the rules they prove: `@pytest.mark.rule("JOC-03")`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from statements import first_line


@dataclass(frozen=True)
class Proof:
    """A test that names rules."""

    node_id: str
    rules: tuple[str, ...]
    source: str


def find_proofs(text: str, name: str) -> Iterator[Proof]:
    """Yield the marked tests of the module `text`; `name` is its path, with which the node ids begin."""
    module = ast.parse(text)
    lines = text.split("\n")
    everywhere = [
        rule
        for statement in module.body
        if isinstance(statement, ast.Assign)
        and "pytestmark" in {getattr(target, "id", "") for target in statement.targets}
        for rule in _named(statement.value)
    ]
    yield from _proofs_in(module.body, lines, name, tuple(everywhere))


def _proofs_in(body: list[ast.stmt], lines: list[str], name: str, outer: tuple[str, ...]) -> Iterator[Proof]:
    for node in body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        rules = (*outer, *(rule for decorator in node.decorator_list for rule in _named(decorator)))
        if isinstance(node, ast.ClassDef):
            yield from _proofs_in(node.body, lines, f"{name}::{node.name}", rules)
        elif rules and node.name.startswith("test"):
            source = "\n".join(lines[first_line(node) - 1 : node.end_lineno])
            yield Proof(f"{name}::{node.name}", tuple(dict.fromkeys(rules)), source)


def _named(node: ast.expr) -> Iterator[str]:
    """Yield the rules of every `pytest.mark.rule(...)` in an expression, those of single parameters included."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("mark.rule"):
            yield from (str(argument.value) for argument in call.args if isinstance(argument, ast.Constant))
