"""The window that says what became of the books."""

from __future__ import annotations

from calibre.gui2.widgets2 import Dialog
from qt.core import QApplication, QDialogButtonBox, QSize, QTextBrowser, QVBoxLayout

from . import wording


class Report(Dialog):
    """The report of a job; a click on a title shows the book in calibre's list."""

    def __init__(self, gui, say, title: str, result, *, stopped: bool) -> None:
        self.gui, self.say, self.result, self.stopped = gui, say, result, stopped
        Dialog.__init__(self, title, "annotated-reader-report", parent=gui)
        self.setModal(False)

    def setup_ui(self) -> None:  # calibre's name
        """The page and two buttons."""
        layout = QVBoxLayout(self)
        self.view = QTextBrowser(self)
        self.view.setOpenLinks(False)
        self.view.setHtml(wording.page(self.result, self.say, stopped=self.stopped))
        self.view.anchorClicked.connect(self.show_book)
        layout.addWidget(self.view)
        self.bb.setStandardButtons(QDialogButtonBox.StandardButton.Close)
        self.bb.addButton(self.say("Copy"), QDialogButtonBox.ButtonRole.ActionRole).clicked.connect(self.copy)
        layout.addWidget(self.bb)

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Wide enough for a line of words."""
        return QSize(680, 460)

    def show_book(self, url) -> None:
        """Show the book of a link in the list."""
        book = wording.book_of(url.toString())
        if book is not None:
            self.gui.library_view.select_rows((book,))

    def copy(self) -> None:
        """The report as text."""
        QApplication.clipboard().setText(wording.plain(self.result, self.say, stopped=self.stopped))
