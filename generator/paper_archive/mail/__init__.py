"""A day of papers as an e-mail."""
