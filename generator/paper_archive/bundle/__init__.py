"""Packs the built site for offline reading, as a zip or a ZIM file."""
