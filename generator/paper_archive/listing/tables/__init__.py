"""Tables of papers: in CSV, in Markdown and in HTML."""
