"""How well the names of labelled pairs tell one person from two: accuracy, speed, calibration."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from tansiq import names
from tansiq.names.reading import units
from tansiq.names.weights import MATCH_BITS


def measure_pairs(pairs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Labelled pairs: F1 at its best threshold and at that of a hit, by name and with birth; speed; calibration.

    `per_second` is the second pass over pairs as the index keeps them, `per_second_cold` the first, which meets each
    spelling for the first time.
    """
    found: dict[str, Any] = {"n": len(pairs)}
    labels = np.array([bool(pair["label"]) for pair in pairs])
    cross = np.array([bool(pair["x"]) for pair in pairs])
    for suffix, with_birth in (("", False), ("_with_birth", True)):
        asked = [kept_of(pair["q"], "", pair["qby"] if with_birth else None) for pair in pairs]
        held = [kept_of(pair["r"], pair["rk"] or "", pair["rby"] if with_birth else None) for pair in pairs]
        passes = []
        for _ in range(2):
            began = time.perf_counter()
            weights = names.match_weights(asked, held)
            passes.append(time.perf_counter() - began)
        (f1, at), (f1_cross, at_cross) = best_f1(weights, labels), best_f1(weights[cross], labels[cross])
        hit, precision, recall = accuracy(weights, labels)
        found |= {
            f"f1{suffix}": f1, f"f1_cross{suffix}": f1_cross, f"threshold_bits{suffix}": at,
            f"threshold_bits_cross{suffix}": at_cross, f"f1_at_hit{suffix}": hit,
            f"f1_cross_at_hit{suffix}": accuracy(weights[cross], labels[cross])[0],
        }  # fmt: skip
        if not with_birth:
            chances = np.array([names.probability(weight) for weight in weights])
            began = time.perf_counter()
            for pair in pairs[:2_000]:
                units(names.Parts(full=pair["r"], kunya=pair["rk"] or ""))
            read_us = (time.perf_counter() - began) / len(pairs[:2_000]) * 1e6
            found |= {
                "precision": precision, "recall": recall, "per_second": round(len(pairs) / passes[1]),
                "per_second_cold": round(len(pairs) / passes[0]),
                "read_us_per_name": round(read_us, 1), "brier": round(float(np.mean((chances - labels) ** 2)), 4),
                "reliability": reliability(chances, labels),
            }  # fmt: skip
    return found


def kept_of(name: str, kunya: str, by: int | None) -> names.Kept:
    """A record as the index keeps it."""
    born = (date(by, 1, 1), date(by, 12, 31)) if by else (None, None)
    return names.Kept(names.kept_words(names.Parts(full=name, kunya=kunya)), *born)


def accuracy(weights: Any, labels: Any) -> tuple[float, float, float]:
    """F1, precision and recall at the threshold from which a candidate becomes a hit."""
    hits = weights >= MATCH_BITS
    right = int((hits & labels).sum())
    precision, recall = right / max(1, int(hits.sum())), right / max(1, int(labels.sum()))
    return round(2 * precision * recall / max(1e-9, precision + recall), 4), round(precision, 4), round(recall, 4)


def best_f1(weights: Any, labels: Any) -> tuple[float, float]:
    """The best F1 that any threshold gives, and that threshold in bits."""
    order = np.argsort(-weights, kind="stable")
    right = np.cumsum(labels[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + labels.sum())
    best = int(f1.argmax())
    return round(float(f1[best]), 4), round(float(weights[order][best]), 2)


def reliability(chances: Any, labels: Any) -> list[dict[str, float]]:
    """The diagram: for tenths of the match probability, its mean, the share of true pairs, and how many."""
    bins = []
    for low in range(10):
        inside = (chances >= low / 10) & (chances < (low + 1) / 10 + (low == 9))
        if inside.any():
            observed = {"mean": round(float(chances[inside].mean()), 3), "true": round(float(labels[inside].mean()), 3)}
            bins.append(observed | {"n": int(inside.sum())})
    return bins
