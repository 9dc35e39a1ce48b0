"""HTML and XML that strangers wrote, as trees of elements."""
