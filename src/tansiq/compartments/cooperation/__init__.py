"""Files of repentant leaders: what they tell, what is promised to them, and what no file may ever touch (C11).

Owns files with their counsel, handlers and terms, sessions, what was said unasked, claims and what verified them,
promises by whomever, payments. The prosecution alone promises; a handler hears and promises nothing; a judge for
cooperation reads what his court has; counsel reads the file of the person whom he defends. Nothing of the heirs' right
stands here, and no term may touch it (REP-01). A fact is never refused: it is flagged, and the inspector is told (W-4).
Words: file, terms, session, first words, mention, claim, promise, window.
"""
