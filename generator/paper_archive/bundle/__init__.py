"""The built site packed for reading offline: a zip, a ZIM file."""
