"""An EPUB → findings."""

from reader.check.run import check_book, check_file

__all__ = ["check_book", "check_file"]
