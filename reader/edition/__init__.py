"""An edition folder → `Edition`: typed, validated, every error naming file and entry."""

from reader.edition.load import load_edition
from reader.edition.shipped import shipped_folder

__all__ = ["load_edition", "shipped_folder"]
