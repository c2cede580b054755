"""A classifier of two kinds of rows: what it learns on one half it must show on the other.

Two learners, boosted stumps over binned columns and a logistic regression, are trained on three quarters of the rows
that are given for learning; the better one on the last quarter is asked about the unseen rows, and nothing else is.
NumPy alone: no further dependency for one figure.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]
ROUNDS, RATE, BINS = 120, 0.15, 32
RIDGE, STEPS = 1.0, 12
# Values of a word column that are rarer than this are one value: what occurs once teaches nothing.
COMMON, SMOOTHING = 12, 20.0


class Learner(Protocol):
    def __call__(self, seen: Matrix, labels: Labels) -> Callable[[Matrix], Matrix]:
        """Learn; what comes back gives each row a number that is positive for the one kind."""


@dataclass(frozen=True)
class Verdict:
    """How many unseen rows were told apart rightly, of how many, by which columns most."""

    right: int
    unseen: int
    learner: str
    columns: tuple[str, ...]

    @property
    def accuracy(self) -> float:
        return self.right / self.unseen

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the accuracy, after Wilson."""
        z, n, p = 1.96, self.unseen, self.accuracy
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return middle - half, middle + half


def boosted(seen: Matrix, labels: Labels) -> Callable[[Matrix], Matrix]:
    """Stumps over binned columns, each learnt on what those before it got wrong."""
    cuts = [np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1])) for column in seen.T]
    places = [np.searchsorted(cut, column, side="right") for cut, column in zip(cuts, seen.T, strict=True)]
    score = np.zeros(len(seen))
    stumps: list[tuple[int, float, float, float]] = []
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-score))
        slope, weight = labels - chance, chance * (1 - chance)
        best: tuple[float, int, int, float, float] = (0.0, -1, 0, 0.0, 0.0)
        for column, (cut, place) in enumerate(zip(cuts, places, strict=True)):
            if not len(cut):
                continue
            low_slope = np.cumsum(np.bincount(place, slope, len(cut) + 1))
            low_weight = np.cumsum(np.bincount(place, weight, len(cut) + 1))
            below, below_weight = low_slope[:-1], low_weight[:-1] + RIDGE
            above, above_weight = low_slope[-1] - below, low_weight[-1] - low_weight[:-1] + RIDGE
            gain = below**2 / below_weight + above**2 / above_weight
            at = int(np.argmax(gain))
            if gain[at] > best[0]:
                low, high = below[at] / below_weight[at], above[at] / above_weight[at]
                best = (float(gain[at]), column, at, float(low), float(high))
        if best[1] < 0:
            break
        _, column, at, low, high = best
        score += RATE * np.where(places[column] <= at, low, high)
        stumps.append((column, float(cuts[column][at]), RATE * low, RATE * high))

    def told(rows: Matrix) -> Matrix:
        total = np.zeros(len(rows))
        for column, cut, low, high in stumps:
            total += np.where(rows[:, column] < cut, low, high)
        return total

    return told


def logistic(seen: Matrix, labels: Labels) -> Callable[[Matrix], Matrix]:
    """Logistic regression on standardised columns, by Newton's steps."""
    middle, spread = seen.mean(axis=0), seen.std(axis=0)
    spread[spread == 0] = 1.0

    def scaled(rows: Matrix) -> Matrix:
        given = np.clip((rows - middle) / spread, -4, 4)
        return np.hstack([given, np.ones((len(rows), 1))])

    rows = scaled(seen)
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        curve = rows.T @ (rows * (chance * (1 - chance))[:, None]) + RIDGE * np.eye(rows.shape[1])
        weights += np.linalg.solve(curve, rows.T @ (labels - chance) - RIDGE * weights)
    return lambda given: scaled(given) @ weights


LEARNERS: dict[str, Learner] = {"boosted stumps": boosted, "logistic regression": logistic}


def _encoded(rows: Sequence[dict[str, Any]], columns: Sequence[str], known: int, labels: Labels) -> Matrix:
    """Numbers as they are, words as the share of the one kind among the first `known` rows that have this word."""
    made = []
    for name in columns:
        values = [row.get(name) for row in rows]
        if any(isinstance(value, str) for value in values):
            made.append(_share_of(values, known, labels))
            continue
        numbers = np.array([math.nan if value is None else float(value) for value in values])
        present = numbers[:known][~np.isnan(numbers[:known])]
        numbers[np.isnan(numbers)] = np.median(present) if len(present) else 0.0
        made.append(numbers)
    return np.column_stack(made)


def _share_of(values: Sequence[Any], known: int, labels: Labels) -> Matrix:
    counted = Counter(values[:known])
    ones: dict[Any, float] = defaultdict(float)
    for value, label in zip(values[:known], labels[:known], strict=True):
        ones[value] += float(label)
    return np.array(
        [
            (ones[value] + SMOOTHING / 2) / (counted[value] + SMOOTHING) if counted[value] >= COMMON else 0.5
            for value in values
        ]
    )


def judge(rows: Sequence[dict[str, Any]], labels: Sequence[bool], *, learnt: int) -> Verdict:
    """Learn on the first `learnt` rows, say how many of the others are told apart.

    Args:
        rows: columns by name; a column of words is one, any other of numbers; None is a value that is missing.
    """
    columns = sorted({name for row in rows for name in row})
    kinds = np.array(labels, dtype=bool)
    trained = learnt * 3 // 4
    tried = _encoded(rows, columns, trained, kinds)
    rightly = {}
    for name, learner in LEARNERS.items():
        guesses = learner(tried[:trained], kinds[:trained])(tried[trained:learnt]) > 0
        rightly[name] = float(np.mean(guesses == kinds[trained:learnt]))
    chosen = max(rightly, key=lambda name: rightly[name])
    matrix = _encoded(rows, columns, learnt, kinds)
    told = LEARNERS[chosen](matrix[:learnt], kinds[:learnt])
    right = int(np.sum((told(matrix[learnt:]) > 0) == kinds[learnt:]))
    return Verdict(right, len(rows) - learnt, chosen, _telling(matrix[:learnt], kinds[:learnt], columns))


def _telling(matrix: Matrix, labels: Labels, columns: Sequence[str]) -> tuple[str, ...]:
    """Three columns that differ most between the kinds on what was learnt: where to look after a leak."""
    ones, others = matrix[labels], matrix[~labels]
    spread = matrix.std(axis=0)
    spread[spread == 0] = math.inf
    apart = (
        np.abs(np.median(ones, axis=0) - np.median(others, axis=0)) / spread
        + np.abs(ones.mean(axis=0) - others.mean(axis=0)) / spread
    )
    order = np.argsort(-apart)[:3]
    return tuple(columns[int(at)] for at in order)
