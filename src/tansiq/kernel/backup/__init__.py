"""Backups of the embedded server, sealed under the master key, and restores to a moment.

A set is one base backup with the sealed `keys` folder; between sets the server hands over each finished piece of its
write-ahead log (WAL). From a set and the pieces after it a restore rebuilds the database as it was at any moment.
Everything in the backup folder is encrypted and authenticated (`sealed`): without the master key it is noise (E40).
"""
