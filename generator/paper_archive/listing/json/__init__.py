"""JSON that strangers wrote: values, lists of any size, and papers as objects."""
