"""The names of authors, in every way that sources write them."""
