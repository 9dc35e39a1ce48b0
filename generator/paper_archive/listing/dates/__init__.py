"""The days that listings and papers state, in every way that they are written."""
