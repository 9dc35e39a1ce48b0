"""Pages → site. Only `plugin` imports MkDocs, so that another generator can take its place."""
