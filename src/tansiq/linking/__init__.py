"""Record linkage in bulk: which records of a file may be one person, as proposals for people to judge.

A pure library: no Django, no clock, nothing is merged. It owns how the records of a whole file are read, compared
and weighed by Splink, on DuckDB or on Spark. It does not own names (`tansiq.names` reads their words) nor judgements.
Words: blocking rule (which pairs are compared at all), comparison and level (how a column met), `match_weight` bits,
`match_probability` 0 to 1, term frequency (share of records with that value), rival (another record of the same
agency that fits as well).
"""

from tansiq.linking.engines import EngineMissingError
from tansiq.linking.run import DEFAULT_THRESHOLD, Outcome, link
from tansiq.linking.source import Record, UnreadableError, read_file

__all__ = ["DEFAULT_THRESHOLD", "EngineMissingError", "Outcome", "Record", "UnreadableError", "link", "read_file"]
