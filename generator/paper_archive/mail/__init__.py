"""Sends a day of papers by e-mail."""
