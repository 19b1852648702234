"""The one window that says that the program is not there, and how it comes to be."""

from __future__ import annotations

from calibre.gui2.widgets2 import Dialog
from qt.core import QApplication, QDialogButtonBox, QGridLayout, QLabel, QLineEdit, QPushButton

from .program import INSTALL, UPGRADE, Found
from .words import Say

# Pixels in which a line of words, or a line to copy, is seen whole.
WIDTH = 420


def why(found: Found, say: Say) -> str:
    """What is the matter with the program, and what to do."""
    if found["old"]:
        return say("The program “reader” at {} is too old for this plugin. One of these lines, in a terminal, renews it:", found["old"])
    if found["wrong"]:
        return say("There is no program “reader” at {}, which the settings name. Mend the settings, or install it with one of these lines:", found["wrong"])
    return say("This plugin needs the program “reader”, which was not found. One of these lines, in a terminal, installs it; then choose from the menu again:")


class Missing(Dialog):
    """Why nothing happens, and a line to copy."""

    def __init__(self, gui, say: Say, found: Found) -> None:
        self.say, self.found = say, found
        Dialog.__init__(self, say("The program is missing"), "annotated-reader-missing", parent=gui)

    def setup_ui(self) -> None:  # calibre's name
        """The words, and each line with a button that copies it."""
        layout = QGridLayout(self)
        label = QLabel(why(self.found, self.say))
        label.setWordWrap(True)
        layout.addWidget(label, 0, 0, 1, 2)
        for number, line in enumerate(UPGRADE if self.found["old"] else INSTALL, 1):
            shown = QLineEdit(line)
            shown.setReadOnly(True)
            shown.setMinimumWidth(WIDTH)
            shown.setCursorPosition(0)
            button = QPushButton(self.say("Copy"))
            button.clicked.connect(lambda *_, line=line: QApplication.clipboard().setText(line))
            layout.addWidget(shown, number, 0)
            layout.addWidget(button, number, 1)
        self.bb.setStandardButtons(QDialogButtonBox.StandardButton.Close)
        layout.addWidget(self.bb, layout.rowCount(), 0, 1, 2)


def no_program(gui, say: Say, found: Found) -> str:
    """Show it; there is no path."""
    Missing(gui, say, found).exec()
    return ""
