"""Statements of a module and the lines they take."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def find_statements(
    node: ast.AST, within: str = "", scope: ast.AST | None = None
) -> Iterator[tuple[ast.stmt, str, ast.AST]]:
    """Yield every statement below `node` with the dotted name and the node of the function or class that holds it."""
    scope = scope or node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child, within, scope
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from find_statements(child, f"{within}.{child.name}".lstrip("."), child)
        elif not isinstance(child, ast.expr):
            yield from find_statements(child, within, scope)


def first_line(statement: ast.stmt) -> int:
    """First line, from 1, of a statement with its decorators."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def header_end(statement: ast.stmt, lines: list[str]) -> int:
    """Last line, from 1, of a statement without its block."""
    if isinstance(statement, ast.Match):
        inner = statement.cases[0].pattern.lineno
    elif body := getattr(statement, "body", None):
        inner = first_line(body[0])
    else:
        return statement.end_lineno or statement.lineno
    last = max(inner - 1, statement.lineno)
    while last > statement.lineno and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    return last
