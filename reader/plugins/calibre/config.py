"""The plugin's settings: in calibre's preferences, and from the plugin's own menu."""

from __future__ import annotations

from calibre.gui2 import choose_dir, choose_files
from calibre.gui2.widgets2 import Dialog
from qt.core import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QListWidget, QPushButton, QSize, QVBoxLayout, QWidget

from . import surroundings

# Pixels: six lists are seen at once.
LISTS_HEIGHT = 130
LISTS = [("Lists of terms", ["toml", "csv", "tsv", "json"])]


class ConfigWidget(QWidget):
    """Everything that can be chosen."""

    def __init__(self, say=None) -> None:
        QWidget.__init__(self)
        self.say = say or surroundings.make_speaker()
        now, layout = surroundings.settings(), QFormLayout(self)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.lists = QListWidget()
        self.lists.setMaximumHeight(LISTS_HEIGHT)
        self.lists.addItems(now["lists"])
        layout.addRow(self.say("Terms:"), self.lists)
        layout.addRow("", self.buttons((("Add a list…", self.add_list), ("Add an edition…", self.add_edition), ("Remove", self.remove_list))))
        self.at_end = self.checkbox(layout, "Notes at the end of paragraphs (highlights stay where they are)", chosen=now["at_end"])
        self.regional_words = self.checkbox(layout, "Regional words too: 软件 becomes 軟體, not 軟件", chosen=now["regional_words"])
        self.words = self.line(layout, "Words of your own for converting:", now["words"], self.choose_words)
        self.edition = self.line(layout, "The edition that highlights go into:", now["edition"], self.choose_edition)
        self.who = QLineEdit(now["who"])
        self.who.setPlaceholderText("me")
        layout.addRow(self.say("Whose highlights they are:"), self.who)
        self.program = self.line(layout, "The program “reader”:", now["program"], self.choose_program)
        self.program.setPlaceholderText(self.say("found by itself"))
        self.state = QLabel()
        self.state.setWordWrap(True)
        layout.addRow("", self.state)
        layout.addRow("", self.buttons((("Try it", self.try_program),)))

    def checkbox(self, layout, words: str, *, chosen: bool):
        """A box to tick."""
        box = QCheckBox(self.say(words))
        box.setChecked(chosen)
        layout.addRow("", box)
        return box

    def line(self, layout, words: str, value: str, choose):
        """A path, with a button that chooses one."""
        edit, row = QLineEdit(value), QHBoxLayout()
        button = QPushButton(self.say("Choose…"))
        button.clicked.connect(lambda *_: choose())
        row.addWidget(edit)
        row.addWidget(button)
        layout.addRow(self.say(words), row)
        return edit

    def buttons(self, named):
        """Buttons in a row."""
        row = QHBoxLayout()
        for words, deed in named:
            button = QPushButton(self.say(words))
            button.clicked.connect(lambda *_, deed=deed: deed())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def file(self, name: str, words: str, filters):
        """A file that somebody chooses; None where nobody does."""
        chosen = choose_files(self, f"annotated-reader-{name}", self.say(words), filters=filters, all_files=True, select_only_single_file=True)
        return chosen[0] if chosen else None

    def add_list(self) -> None:
        """A file of terms."""
        path = self.file("list", "A list of terms", [(self.say(words), endings) for words, endings in LISTS])
        if path:
            self.lists.addItem(path)

    def add_edition(self) -> None:
        """An edition's folder: its glossary."""
        path = choose_dir(self, "annotated-reader-edition", self.say("The folder of an edition"))
        if path:
            self.lists.addItem(path)

    def remove_list(self) -> None:
        """Take the chosen one off."""
        for item in self.lists.selectedItems():
            self.lists.takeItem(self.lists.row(item))

    def choose_words(self) -> None:
        """A file of words for converting."""
        self.words.setText(self.file("words", "Words of your own", []) or self.words.text())

    def choose_edition(self) -> None:
        """A folder whose `readers.toml` is to be written."""
        self.edition.setText(choose_dir(self, "annotated-reader-edition", self.say("The folder of an edition")) or self.edition.text())

    def choose_program(self) -> None:
        """The program by hand."""
        self.program.setText(self.file("program", "The program “reader”", []) or self.program.text())

    def try_program(self) -> None:
        """Say which program is found."""
        found = surroundings.find_program(self.program.text().strip())
        self.state.setText(f"{found['version']}: {found['path']}" if found["path"] else self.say("No program “reader” that this plugin can use."))

    def save(self) -> None:
        """Keep what was chosen."""
        kept = surroundings.PREFERENCES
        kept["lists"] = [self.lists.item(row).text() for row in range(self.lists.count())]
        kept["at_end"], kept["regional_words"] = self.at_end.isChecked(), self.regional_words.isChecked()
        for name in ("words", "edition", "who", "program"):
            kept[name] = getattr(self, name).text().strip()


class Settings(Dialog):
    """The same in a window of its own."""

    def __init__(self, gui, say) -> None:
        self.say = say
        Dialog.__init__(self, say("Settings of Annotated Reader"), "annotated-reader-settings", parent=gui)

    def setup_ui(self) -> None:  # calibre's name
        """The settings above OK and Cancel."""
        layout = QVBoxLayout(self)
        self.widget = ConfigWidget(self.say)
        layout.addWidget(self.widget)
        layout.addWidget(self.bb)

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Wide enough for most paths."""
        return QSize(760, 480)

    def accept(self) -> None:
        """Keep them, and close."""
        self.widget.save()
        Dialog.accept(self)


def show_settings(gui, say) -> bool:
    """Let somebody choose; were they kept?"""
    return Settings(gui, say).exec() == Settings.DialogCode.Accepted
