"""The only way through a wall: asks, hits, passages, crossings, disclosures, recalls, standing answers.

Owns asks and their answers, hits until a person has judged them, what was disclosed to whom under which lease, recalls
and their acknowledgements, arrest orders and slips as standing answers. Does not own what it passes on.
Words: ask, answer, counter, hit, validator, passage, crossing, disclosure, lease, recall, order, slip, receipt.
"""
