"""Decisions: the one shape of every legal effect, made by a named person with reasons.

Two verbs (W-4). `authorise` is about what somebody plans and may be refused. `record_fact` is about what happened
and is never refused: it is written down, with its alarm.
"""
