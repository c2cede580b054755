"""The inner loops: what one word, and one whole name, is worth beside another, on numbers.

Compiled when first used and kept beside the files. Everything here works on the arrays of a `lexicon`; nothing here
knows how a name is written. Weights are bits; they are explained where they are named, in `weights`.
"""

from tansiq.names.kernels.letters import CHUNK_CODES, EXCHANGED, joint_of, number_chunks
from tansiq.names.kernels.lines import comes_first
from tansiq.names.kernels.persons import weigh_best, weigh_explained, weigh_pairs
from tansiq.names.kernels.words import meet_units

__all__ = [
    "CHUNK_CODES",
    "EXCHANGED",
    "comes_first",
    "joint_of",
    "meet_units",
    "number_chunks",
    "weigh_best",
    "weigh_explained",
    "weigh_pairs",
]
