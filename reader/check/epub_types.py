"""The words of `epub:type`: EPUB 3 Structural Semantics 1.1 as EPUBCheck 5.3 knows it.

Each type was tried in a page: deprecated is what OPF-086b names; what OPF-087 and OPF-088 name is unknown here.
"""

DEPRECATED = frozenset({
    "annoref", "annotation", "biblioentry", "bridgehead", "endnote", "help", "marginalia", "note", "rearnote", "rearnotes", "sidebar",
    "subchapter", "warning",
})  # fmt: skip
KNOWN = frozenset({
    "abstract", "acknowledgments", "afterword", "appendix", "assessment", "backlink", "backmatter", "bibliography", "biblioref",
    "bodymatter", "chapter", "colophon", "concluding-sentence", "conclusion", "contributors", "copyright-page", "cover", "covertitle",
    "credit", "credits", "dedication", "division", "endnotes", "epigraph", "epilogue", "errata", "footnote", "footnotes", "foreword",
    "frontmatter", "fulltitle", "glossary", "glossdef", "glossref", "glossterm", "halftitle", "halftitlepage", "imprimatur",
    "imprint", "index", "introduction", "keyword", "landmarks", "learning-objective", "learning-resource", "loa", "loi", "lot", "lov",
    "noteref", "notice", "other-credits", "page-list", "pagebreak", "part", "preamble", "preface", "prologue", "pullquote", "qna",
    "revision-history", "subtitle", "tip", "title", "titlepage", "toc", "topic-sentence", "volume",
})  # fmt: skip
