"""What ends by itself, and what is erased once it has ended: only ever in the person's favour.

Owns the proofs of erasure: that a record is gone, by which rule and when, without anything of what it said. It knows
no domain: each app registers what of its own ends (`sources.register`), and what speaks for somebody and is therefore
held (`holds.register`). Durations are the charter's, never beyond the floors.
Words: ending, erasure, proof, hold.
"""
