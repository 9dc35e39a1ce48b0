"""Sends the papers of a day or a week by e-mail."""
