"""Victims, their heirs, and what becomes of the heirs' right; who negotiates a return never reads here.

The pure engine of the right, from files or from whatever keeps the events:

    found = replay(lines, at=date(2026, 11, 24), charter=charter.queries.current())

`lines` are `replays.line_of(event, tz, number=…)`, with an event of `events.py`; `found` is an `answer.Answer`, whose
refusals name those numbers. The engine holds no state and asks nobody for the time: the state of any day, under its
law, is a replay up to that day.

The tables stand on this engine: `Matter` is the handle of one occurrence, `Entry` the ledger of its events (never
changed, a mistake is a further event), `ledger.py` gives the stored events to the replay. No state of the right is
kept: pages read it from the replay. Contact plans, consent and contacts are the office's alone; `kinds.py` says who
records which event. A waiver is recorded whatever it is; what our office sends is refused beforehand
with what the replay would refuse. `actions/settling.py` delivers each hold of the replay as stops of the gateway.
Words: matter, party, entry, right, track, waiver, share, hold.
"""
