"""Whose life is threatened, and what must not be touched: seen by the protection desk and by nobody else.

Owns threats to life with their hour, decisions to warn or not, what is protected as cells of a square kilometre and
more, and the blind check of plans against them. It gives locations to nobody. The inspector sees it by handle: numbers,
kinds and times in the log, no word.
Words: threat, warning, not warned, protected cell, check, drawn (by chance), touched.
"""
