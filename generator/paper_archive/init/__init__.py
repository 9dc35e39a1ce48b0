"""Creating an archive, and upgrading it to a newer version of this program."""
