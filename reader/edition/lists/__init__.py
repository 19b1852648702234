"""Lists of terms in whatever form people have them."""

from __future__ import annotations

from reader.edition.lists.read import read_terms

__all__ = ["read_terms"]
