"""The marks that tie a rule to the code that enforces it and to the tests that prove it.

A guard is marked in src/ by a comment at the end of a line, `# rule: JOC-03` or `# rule: W-1, W-4`, or by `-- rule: G20`
at the end of a line of SQL inside a string. Taking a guard out means, by the statement on that line:

    if, elif, while               its condition becomes False
    call, raise, assert, continue it becomes `pass`; so does an assignment to what has a value already
    anything else                 a hint is needed: `# rule: G4 -> limit = None` replaces the statement
    any header, with such a hint  `# rule: G4 -> if True:` (ends in a colon) replaces the header and keeps the block
    decorator                     it is removed, or replaced by the hint
    a line inside a statement     that argument, entry or operand is removed, or replaced by the hint

A test names its rules by `@pytest.mark.rule("JOC-03")` on itself, its class, or `pytestmark` of its module.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import re
import textwrap
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from proofs import Proof, find_proofs
from statements import find_statements, first_line, header_end

_CODE = r"[A-Z]+-?\d+"
_MARK = re.compile(rf"(?:#|--)\s*rule:\s*(?P<rules>{_CODE}(?:\s*,\s*{_CODE})*)(?:\s*->\s*(?P<hint>\S.*?))?\s*$")
_ATTEMPT = re.compile(r"(?:#|--)\s*rule:")
_REMOVABLE = (ast.Expr, ast.Raise, ast.Assert, ast.Delete, ast.Continue, ast.Break)


class MarkError(Exception):
    """Marks that cannot be understood; the message has a line for each."""


@dataclass(frozen=True)
class Guard:
    """A place in the code that enforces one or more rules.

    Attributes:
        path: relative to the root, with `/`.
        line: line of the mark, from 1.
        first, last: lines that a removal concerns, from 1, inclusive.
        is_statement: False when only a part of a statement, a decorator or a line of SQL is concerned.
        key: path and hash of its source; stays the same when the lines above it change.
    """

    path: str
    line: int
    rules: tuple[str, ...]
    hint: str | None
    first: int
    last: int
    is_statement: bool
    source: str
    key: str


@dataclass(frozen=True)
class Scan:
    guards: tuple[Guard, ...]
    proofs: tuple[Proof, ...]

    @property
    def rules(self) -> list[str]:
        """Every rule that is named anywhere, JOC-2 before JOC-10."""
        named = [rule for guard in self.guards for rule in guard.rules]
        named += [rule for proof in self.proofs for rule in proof.rules]
        return sorted(set(named), key=_rank)

    def guards_of(self, rule: str) -> list[Guard]:
        return [guard for guard in self.guards if rule in guard.rules]

    def proofs_of(self, rule: str) -> list[Proof]:
        return [proof for proof in self.proofs if rule in proof.rules]

    def hash_of(self, rule: str) -> str:
        """SHA-256 of the rule's guards and tests as written; lines that move change nothing."""
        guards = sorted((guard.key, guard.source, guard.hint or "") for guard in self.guards_of(rule))
        proofs = sorted((proof.node_id, proof.source) for proof in self.proofs_of(rule))
        return hashlib.sha256(json.dumps([guards, proofs], ensure_ascii=False).encode()).hexdigest()


def _rank(rule: str) -> tuple[str, int]:
    number = re.search(r"\d+$", rule)
    return rule.rstrip("0123456789"), int(number[0]) if number else 0


def scan(root: Path) -> Scan:
    """Read every guard below src/ and every test below src/ and tests/.

    Raises:
        MarkError: a file that is not Python, or a mark that cannot be understood.
    """
    faults: list[str] = []
    guards: list[Guard] = []
    proofs: dict[str, Proof] = {}
    for path in sorted((root / "src").rglob("*.py")):
        if "tests" not in path.relative_to(root).parts and "rule:" in path.read_text(encoding="utf-8"):
            guards += _guards(path, path.relative_to(root).as_posix(), faults)
    for path in sorted({*(root / "src").rglob("test_*.py"), *(root / "tests").rglob("test_*.py")}):
        text = path.read_text(encoding="utf-8")
        if "mark.rule" in text:
            name = path.relative_to(root).as_posix()
            try:
                proofs.update((proof.node_id, proof) for proof in find_proofs(text, name))
            except SyntaxError as error:
                faults.append(f"{name}: not Python: {error}")
    if faults:
        raise MarkError("\n".join(faults))
    return Scan(tuple(guards), tuple(proofs.values()))


def _guards(path: Path, name: str, faults: list[str]) -> list[Guard]:
    text = path.read_text(encoding="utf-8")
    try:
        module = ast.parse(text)
        marks = list(_marks(text))
    except (SyntaxError, tokenize.TokenError) as error:
        faults.append(f"{name}: not Python: {error}")
        return []
    found, seen = [], Counter[str]()
    for line, comment, is_sql in marks:
        mark = _MARK.search(comment)
        place = _place(module, text, line, is_sql) if mark else "the mark is not `rule: CODE[, CODE][ -> HINT]`"
        if mark is None or isinstance(place, str):
            faults.append(f"{name}:{line}: {place}")
            continue
        if fault := _fault(place, mark["hint"]):
            faults.append(f"{name}:{line}: {fault}")
        source = textwrap.dedent("\n".join(text.split("\n")[place.first - 1 : place.last]))
        digest = hashlib.sha256(f"{place.within}\n{source}".encode()).hexdigest()[:12]
        seen[digest] += 1
        key = f"{name}#{digest}" + (f".{seen[digest]}" if seen[digest] > 1 else "")
        rules = tuple(re.findall(_CODE, mark["rules"]))
        statement = place.statement is not None
        found.append(Guard(name, line, rules, mark["hint"], place.first, place.last, statement, source, key))
    return found


def _marks(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield line, text and whether it is SQL for everything that looks like a mark."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and (attempt := _ATTEMPT.search(token.string)):
            yield token.start[0], token.string[attempt.start() :], False
        elif token.type == tokenize.STRING and token.end[0] > token.start[0]:
            for offset, line in enumerate(token.string.splitlines()):
                if attempt := re.search(r"--\s*rule:", line):
                    yield token.start[0] + offset, line[attempt.start() :], True


@dataclass(frozen=True)
class _Place:
    first: int
    last: int
    within: str
    statement: ast.stmt | None = None
    bound: bool = False


def _place(module: ast.Module, text: str, line: int, is_sql: bool) -> _Place | str:
    """Find what the mark on `line` marks; a text says why there is nothing."""
    lines = text.split("\n")
    if is_sql:
        return _Place(line, line, "sql")
    if lines[line - 1].lstrip().startswith("#"):
        return "a mark stands at the end of the statement's own line"
    candidates: list[tuple[ast.stmt, str, ast.AST]] = []
    for statement, within, scope in find_statements(module):
        for decorator in getattr(statement, "decorator_list", ()):
            if decorator.lineno <= line <= (decorator.end_lineno or decorator.lineno):
                return _Place(decorator.lineno, decorator.end_lineno or decorator.lineno, within)
        if statement.lineno <= line <= header_end(statement, lines):
            candidates.append((statement, within, scope))
    if not candidates:
        return "no statement begins or ends on this line"
    statement, within, scope = min(candidates, key=lambda found: (found[0].lineno, found[0].col_offset))
    if line not in (statement.lineno, header_end(statement, lines)):
        first, last = _part(statement, lines, line)
        return _Place(first, last, within)
    return _Place(first_line(statement), statement.end_lineno or line, within, statement, _is_bound(statement, scope))


def _part(statement: ast.stmt, lines: list[str], line: int) -> tuple[int, int]:
    """Lines of the argument, entry or operand that the marked line begins or closes; else the line alone."""
    spans = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Dict):
            spans |= {_span(key, value) for key, value in zip(node.keys, node.values, strict=True) if key}
        elif isinstance(node, (ast.expr, ast.keyword)):
            spans.add(_span(node, node))
    spans = {span for span in spans if _stands_alone(span, lines) and span[0] > statement.lineno}
    begun = sorted((span for span in spans if span[0] == line), key=lambda span: span[2:])
    closed = sorted(span for span in spans if span[2] == line and lines[line - 1].lstrip()[0] in ")]}")
    chosen = (begun or closed or [(line, 0, line, 0)])[0]
    return chosen[0], chosen[2]


def _span(first: ast.expr | ast.keyword, last: ast.expr | ast.keyword) -> tuple[int, int, int, int]:
    return first.lineno, first.col_offset, last.end_lineno or 0, last.end_col_offset or 0


def _stands_alone(span: tuple[int, int, int, int], lines: list[str]) -> bool:
    """Whether nothing but a comma and a comment shares the lines of an expression."""
    before = lines[span[0] - 1].encode()[: span[1]]
    after = lines[span[2] - 1].encode()[span[3] :].decode()
    return not before.strip() and bool(re.fullmatch(r"\s*,?\s*(#.*)?", after))


def _is_bound(statement: ast.stmt, scope: ast.AST) -> bool:
    """Whether everything that an assignment names has a value before it, so that the code runs without it."""
    if isinstance(statement, ast.AugAssign):
        return True
    names = _stored(statement)
    earlier = {name for name, line in _stored(scope).items() if line < statement.lineno}
    if isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef)):
        earlier |= {argument.arg for argument in ast.walk(scope.args) if isinstance(argument, ast.arg)}
    return names.keys() <= earlier


def _stored(node: ast.AST) -> dict[str, int]:
    """Names that are given a value in `node`, with the first line of each."""
    held = [part for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]
    return {part.id: part.lineno for part in sorted(held, key=lambda part: -part.lineno)}


def _fault(place: _Place, hint: str | None) -> str:
    statement = place.statement
    if statement is None or hint or isinstance(statement, (*_REMOVABLE, ast.If, ast.While)):
        return ""
    if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)) and place.bound:
        return ""
    return f"removing this {type(statement).__name__.lower()} breaks the code; say what replaces it: `-> ...`"
