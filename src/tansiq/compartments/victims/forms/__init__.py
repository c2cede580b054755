"""Forms of the victims' room; a form states limits, the action judges."""
