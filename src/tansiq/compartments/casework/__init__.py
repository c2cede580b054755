"""Cases: what happened, what was found and in whose hands it is, what was said and under which conditions.

Owns cases, incidents with their operation log, devices, weapons, exhibits with their chain of custody, statements and
the elements of proof. Does not own people in custody, intelligence, or what a court decides. A fact of the
intelligence rooms comes in as a lead only: it is found again by lawful means, or it is no evidence (W-3, G9).
"""
