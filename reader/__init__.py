"""Annotated editions for e-readers."""

# Here and not asked of the installed package: importlib.metadata takes a tenth of the time of a whole build to import.
__version__ = "0.2.0"
