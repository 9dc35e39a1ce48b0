"""The site's files: stamping pages, publishing what differs, and knowing what has changed."""
