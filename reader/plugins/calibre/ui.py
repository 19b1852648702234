"""The button and its menu, and what happens when somebody chooses from it."""

from __future__ import annotations

from functools import partial

from calibre.gui2 import Dispatcher, error_dialog, sanitize_env_vars
from calibre.gui2.actions import InterfaceAction
from calibre.gui2.threaded_jobs import ThreadedJob
from qt.core import QMenu, QToolButton

from . import surroundings
from .answers import Result
from .asking import ANNOTATE, CHECK, CONVERT, HONG_KONG, MARKS, REMOVE, SIMPLIFIED, TAIWAN, Deed, missing
from .config import show_settings
from .job import EPUB, do_all
from .marks import take_marks
from .missing import no_program
from .report import Report
from .work import Around, Work

# The entries of the menu: a name for calibre's shortcuts, the picture, the words, the deed. None is a line between them.
ENTRIES = (
    ("annotate", "annotate", "Put notes on terms", Deed(kind=ANNOTATE, script="")),
    ("remove", "remove", "Take the notes out", Deed(kind=REMOVE, script="")),
    None,
    ("simplified", "convert", "Convert to simplified characters", Deed(kind=CONVERT, script=SIMPLIFIED)),
    ("traditional-tw", "convert", "Convert to traditional characters (Taiwan)", Deed(kind=CONVERT, script=TAIWAN)),
    ("traditional-hk", "convert", "Convert to traditional characters (Hong Kong)", Deed(kind=CONVERT, script=HONG_KONG)),
    None,
    ("marks", "marks", "Take highlights into the edition", Deed(kind=MARKS, script="")),
    ("check", "check", "Check for e-readers", Deed(kind=CHECK, script="")),
)


class ReaderAction(InterfaceAction):
    """The plugin's inside."""

    name = "Annotated Reader"
    action_spec = ("Annotated Reader", None, None, None)
    popup_type = QToolButton.ToolButtonPopupMode.InstantPopup
    action_type = "current"
    dont_add_to = frozenset(["context-menu-device"])

    def genesis(self) -> None:
        """Make the menu."""
        self.say = surroundings.make_speaker()
        self.path = ""
        self.qaction.setIcon(surroundings.icon("reader"))
        self.qaction.setToolTip(self.say("Notes, script and checks for the selected books"))
        menu = QMenu(self.gui)
        for entry in ENTRIES:
            if entry is None:
                menu.addSeparator()
                continue
            name, picture, words, deed = entry
            self.add(menu, name, picture, words, partial(self.do, deed, words))
        menu.addSeparator()
        self.add(menu, "settings", "settings", "Settings…", self.configure)
        self.qaction.setMenu(menu)

    def add(self, menu, name: str, picture: str, words: str, deed) -> None:
        """One entry; calibre lets its user give it a key."""
        self.create_menu_action(menu, name, self.say(words), icon=surroundings.icon(picture), triggered=lambda *_: deed())

    def location_selected(self, loc: str) -> None:
        """Books on a device are left alone."""
        self.qaction.setEnabled(loc == "library")

    def configure(self) -> None:
        """The settings, in a window of their own."""
        if show_settings(self.gui, self.say):
            self.path = ""

    def do(self, deed: Deed, words: str) -> None:
        """Start the job for the selected books, once all that it needs is there."""
        books = self.selected(with_epub=deed["kind"] != MARKS)
        if not books:
            error_dialog(self.gui, self.say("No book"), self.say("Select books that have an EPUB."), show=True)
            return
        if missing(deed, surroundings.settings()) and not show_settings(self.gui, self.say):
            return
        if missing(deed, surroundings.settings()):
            return
        found = self.program()
        if found:
            self.start(Work(program=found, deed=deed, settings=surroundings.settings(), books=books, language=surroundings.language()), self.say(words))

    def selected(self, *, with_epub: bool) -> list[tuple[int, str]]:
        """Number and title of the selected books; of those that have an EPUB, where one is needed."""
        db = self.gui.current_db.new_api
        return [(book, db.field_for("title", book)) for book in self.gui.library_view.get_selected_ids() if not with_epub or EPUB in db.formats(book)]

    def program(self) -> str:
        """The program's path; where there is none, what to do about it is shown, and nothing comes back."""
        if not self.path:
            found = surroundings.find_program(surroundings.settings()["program"])
            self.path = found["path"] or no_program(self.gui, self.say, found)
        return self.path

    def start(self, work: Work, words: str) -> None:
        """A job of calibre's: with progress, and a button that ends it."""
        self.refresh = Dispatcher(self.show_changed, parent=self)
        args = (self.gui.current_db.new_api, work, self.say, self.refresh)
        description = self.say("{} (books: {})", words, len(work["books"]))
        done = Dispatcher(partial(self.done, words), parent=self)
        self.gui.job_manager.run_threaded_job(ThreadedJob("annotated_reader", description, in_thread, args, {}, done))
        self.gui.status_bar.show_message(description, 3000)

    def show_changed(self, book: int) -> None:
        """Let the list show a book as it is now."""
        model = self.gui.library_view.model()
        model.refresh_ids((book,))
        model.current_changed(self.gui.library_view.currentIndex(), self.gui.library_view.currentIndex())

    def done(self, words: str, job) -> None:
        """Show what became of the books; calibre's own window says what went wrong with a job itself."""
        if job.failed and not job.killed:
            self.gui.job_exception(job, dialog_title=words)
            return
        self.report = Report(self.gui, self.say, words, job.result or Result(head="", outcomes=[]), stopped=bool(job.killed))
        self.report.show()


def in_thread(library, work: Work, say, refresh, *, abort, log, notifications):
    """The job's function."""

    def progress(part: float, title: str) -> None:
        notifications.put((part, title))
        log(title)

    log(work["program"])
    deed = take_marks if work["deed"]["kind"] == MARKS else do_all
    return deed(library, work, Around(stop=abort, progress=progress, changed=refresh, sanitized=sanitize_env_vars, say=say))
