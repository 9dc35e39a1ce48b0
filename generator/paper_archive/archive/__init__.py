"""Pure rules: which entries are one paper, what corrects them, and which address a paper has."""
