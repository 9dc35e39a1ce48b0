"""Archive → files for programs: what is published beside the pages."""
