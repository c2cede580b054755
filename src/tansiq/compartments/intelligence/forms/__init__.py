"""Forms of the intelligence compartment: each states the limits of one action."""
