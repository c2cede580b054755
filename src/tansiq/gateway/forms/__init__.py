"""Forms of the gateway: each states the limits of one action."""
