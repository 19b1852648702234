"""The sources of the plugin for calibre 6 to 9: they run in calibre's Python (3.10 and later) and import each other relatively.

`base.py` becomes the `__init__.py` of the zip. Files that import neither calibre nor Qt are tested here; the others in calibre itself.
"""
