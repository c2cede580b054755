"""The law as dated data: what holds in this jurisdiction on a given day.

Owns the packs under `charter/<jurisdiction>/`: instruments, legal bases, purposes, clocks, vocabularies, areas and
the calendar of work, each row with its instrument, its dates and its confidence. It owns the floors as well, in code,
where no pack can lower them. It keeps no table and decides nothing: apps ask `queries.current().on(day)` and judge.

Words: a *pack* is the folder, a *charter* is the pack once read and found whole, a *row* is one dated entry in it.
Everything here is free of Django except `queries`.
"""
