"""Take a guard out of the text of a module; the docstring of marks.py says what that means for each statement."""

from __future__ import annotations

import ast

from marks import Guard
from statements import header_end


def take_out(text: str, guard: Guard) -> str:
    """Return the module `text` without `guard`, which was found in this very text."""
    lines = text.split("\n")
    if not guard.is_statement:
        return _replace(lines, guard.first, guard.last, _with_comma(guard, lines))
    statement = next(
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.stmt)
        and node.end_lineno == guard.last
        and guard.line in (node.lineno, header_end(node, lines))
    )
    if guard.hint and guard.hint.endswith(":"):
        return _replace(lines, statement.lineno, header_end(statement, lines), guard.hint)
    if guard.hint:
        return _replace(lines, guard.first, guard.last, guard.hint)
    if isinstance(statement, (ast.If, ast.While)):
        return _splice(lines, statement.test, "False")
    return _splice(lines, statement, "pass")


def _with_comma(guard: Guard, lines: list[str]) -> str | None:
    if guard.hint is None or guard.hint.endswith(","):
        return guard.hint
    code = lines[guard.last - 1].partition("#")[0].rstrip()
    return guard.hint + ("," if code.endswith(",") else "")


def _replace(lines: list[str], first: int, last: int, code: str | None) -> str:
    """Put `code` in the place of whole lines, at the indentation of the first; None removes them."""
    start = lines[first - 1]
    indent = start[: len(start) - len(start.lstrip())]
    return "\n".join([*lines[: first - 1], *([f"{indent}{code}"] if code is not None else []), *lines[last:]])


def _splice(lines: list[str], node: ast.stmt | ast.expr, code: str) -> str:
    """Put `code` in the place of one node. Columns of the syntax tree count bytes."""
    first, last = node.lineno, node.end_lineno or node.lineno
    before = lines[first - 1].encode()[: node.col_offset].decode()
    after = lines[last - 1].encode()[node.end_col_offset :].decode()
    return "\n".join([*lines[: first - 1], f"{before}{code}{after}", *lines[last:]])
