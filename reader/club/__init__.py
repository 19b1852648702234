"""An edition → a site that any web host can serve: books, pages, catalogues, codes, and by what a book and its places are known."""
