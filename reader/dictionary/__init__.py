"""A glossary → a dictionary for the programs that look words up, whatever the book."""
