"""One module a form of listings; `listing` says in which order they are tried."""
