"""In and out of this installation: published lists now; field nodes and other formats later.

Owns imports and their staged differences until a person confirms them. The listings are intelligence's.
"""
