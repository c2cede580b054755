"""The shell that people see: sign-in, duty desk, pages, components, URLs, the API's root. Owns no record."""
