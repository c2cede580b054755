"""The register of people deprived of their liberty: what happened to each of them, and what the law asks by when.

Owns the meaning of detention events, their clocks and the taint of statements. So far a replay from a file; the
register itself follows. Words: detention, presentation, release order, obstacle, quarantine, clock, alarm.
"""
