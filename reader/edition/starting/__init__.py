"""Texts as they were found → the folder of a new edition: copied unchanged, described as far as they tell of themselves, the rest to be filled in."""
