"""The log: one entry for every act and every read of a person, in the same transaction.

An entry holds ids, codes and a salted hash; its words, before and after stand beside it and can be erased together
with their salt, and the entry still proves. Owns both tables; nothing is changed in them.

A job seals entries into a Merkle tree (`sealing`, `tree`, `leaves`) whose signed states (`notes`) others keep and
witness (`witnessing`); `verification` and `examination` find out whether it is whole, `exports` carries it out.
"""
