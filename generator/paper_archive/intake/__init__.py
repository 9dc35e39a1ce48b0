"""Adds listings to the folder of listings, from a file or from the daily papers API.

`placing` decides on a file and writes it, `entry_index` looks up the entries of the archive,
`issue_form` reads pages that strangers paste, and `fetching` requests days. `importing` reads
another collection, of which `tree` finds the files, and `day_files` writes one file per day.
`daily_api` is the only module of the project that opens a connection.
"""
