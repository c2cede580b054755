"""The register of people deprived of their liberty: what happened to each of them, and what the law asks by when.

Owns detentions with their events, the official list of places of detention, enquiries of families, hand-overs of
places, and the meaning of detention events: their clocks and the taint of statements. The pages and `tansiq custody
replay` read the same engine. It does not own statements, exhibits, orders of arrest or slips. Words: detention,
presentation, release order, obstacle, quarantine, clock, alarm, place on the list, enquiry, hand-over.
"""
