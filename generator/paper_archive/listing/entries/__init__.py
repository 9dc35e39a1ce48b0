"""Makes entries of what the forms read, and collects them with their problems."""
