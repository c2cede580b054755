"""Victims, their heirs, and what becomes of the heirs' right; who negotiates a return never reads here.

So far the pure engine of the right, from files or from whatever keeps the events:

    found = replay(lines, at=date(2026, 11, 24), charter=charter.queries.current())

`lines` are `replays.line_of(event, tz, number=…)`, with an event of `events.py`; `found` is an `answer.Answer`, whose
refusals name those numbers. The engine holds no state and asks nobody for the time: the state of any day, under its
law, is a replay up to that day.

What the app owns, once it stands on this engine: the ledger of these events (a row is never changed, a mistake is a
further event), victims, certificates, contact plans and consent, sessions and who held them, inquiries, and the
delivery of each hold to prison and prosecution in the words of any other stop. It keeps no state of the right of its
own: pages, sheets and holds are read from a replay of the ledger. What it refuses beforehand is what the engine would
refuse (`Refusal`), and the waiver of a public right (`NOT_WAIVABLE_BY_HEIR`), which no event can express.
Words: right, track, waiver, share, hold.
"""
