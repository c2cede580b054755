"""Pages of the intelligence compartment: HTTP in, one action, HTTP out."""
