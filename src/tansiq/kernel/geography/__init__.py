"""Where: outlines of areas, which area a point lies in, cells that say no more than a square kilometre does, the map.

Owns shapes and what is drawn on the map; no table. Names of areas, their neighbours and the search for them belong to
the charter. No person is ever drawn: a mark is a thing that happened or is planned (RL-04, RL-05).
Words: shape, ring, gap, buffer, cell, mark, precision.
"""
