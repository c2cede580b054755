"""Clocks: what is due, by whom, until when, and who is told when it is late.

Owns clocks and alarms. A clock never acts against a person; it tells, and tells somebody higher when nobody moved.
Words: clock, due, met, late, stopped, alarm, escalation.
"""
