"""Many books: which they are, what becomes of each, and what is known of it afterwards. What is done with a book is a function that others hand in."""
