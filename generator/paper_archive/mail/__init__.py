"""Sends the papers of a day by e-mail."""
