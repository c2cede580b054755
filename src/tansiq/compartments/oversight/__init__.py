"""The inspector's room: notices of what nobody may do, and alarms that only the inspector closes.

Owns notices. Reads the log; edits nothing. Words: notice, alarm, read, inspector.
"""
