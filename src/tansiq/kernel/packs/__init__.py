"""Which packs of the charter this installation has run, and what changed from one to the next.

Owns the runs: digest, signers and files of each pack, so that the difference from the last one can be shown to
anybody. It decides whether a pack may be run: sealed by two institutions, one of them civil, or only for trying out.
"""
