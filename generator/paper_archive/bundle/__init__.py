"""Packs the built site for offline reading: as a zip, as a ZIM file."""
