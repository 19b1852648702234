"""An edition that is out, kept so that readers' marks and positions in its books are still found when later ones are built otherwise.

What the files say, and how they are written, stands in `annotations/past/README.md`.
"""
