"""Which terms of a text may want a note: proposals for an editor, who writes the definitions."""
