"""Adds listings to the folder of listings, from a file or from a source such as arXiv.

`placing` decides on a file and writes it, `entry_index` looks up the entries of the archive,
`issue_form` reads pages that strangers paste. `importing` reads another collection, of which `tree`
finds the files, and `day_files` writes one file per day. `sources/` has a module for each kind of
source; `collecting` asks the sources that `mkdocs.yml` names, and `fetching` the daily papers API
where it names none. `client` is the only module of the project that opens a connection.
"""
