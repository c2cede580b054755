"""What an agency knows: reports, subjects of interest, requests for information, traces, and imported listings.

Each row belongs to the agency that wrote it down; a request to the two agencies that it passes between. Owns the
suspicion statement, its sources and its clocks. Does not own identity kits (people), what was passed on (gateway), nor
anything of a case: intelligence triggers a lead and is never evidence.
Words: report, lineage, independent count, subject, suspicion, revalidation, request for information, trace, assessment,
listing. A listing is a published fact: neither a suspicion nor an order.
"""
