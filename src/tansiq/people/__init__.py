"""Who is meant: the identity kit, the match index, pairs judged the same or different, protective numbers.

Owns kits and their identifiers as written, the folded index rows, links, redress numbers and slip numbers. Does not
own what anybody says of a person: that is the compartment's which holds the kit.
Words: kit, identifier, match index, link, redress number, slip number.
"""
