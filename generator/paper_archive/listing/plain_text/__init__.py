"""Tells titles from abstracts in text without any marks."""
