"""Pages of casework: a form, one action, an answer."""
