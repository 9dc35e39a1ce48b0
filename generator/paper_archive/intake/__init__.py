"""Intake: how listings get into the folder of listings, from a file or from the daily papers API.

`placing` decides and writes, `known` says what the archive has, `issue_form` reads what strangers
paste, `daily_api` is the only place of the project that opens a connection, `fetching` says which
days to ask for and what came of each.
"""
