"""What pages of every room share: the request with its actor, one act for a form, fields in the charter's words."""
