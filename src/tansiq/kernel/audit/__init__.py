"""The log: one entry for every act and every read of a person, in the same transaction.

An entry holds ids, codes and a salted hash; its words, before and after stand beside it and can be erased together
with their salt, and the entry still proves. Owns both tables; nothing is changed in them.
"""
