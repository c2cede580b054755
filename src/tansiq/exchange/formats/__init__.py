"""Readers of lists that others publish: the UN Security Council's XML and OFAC's CSV files.

A reader takes the fields it knows and stops on any other. What it cannot read it refuses whole, with a `ListError` that
names file, line, code and reason; nothing is handed over before the last byte has been read. Pure: no Django, no clock.

Words: a `list` is what an issuer publishes, an `entry` is one person or entity on it, a `reference` is the issuer's own
key of an entry and never changes. An entry is a listing: neither a suspicion nor an arrest order.
"""
