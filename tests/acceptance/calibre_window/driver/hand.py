"""The hand: it opens the menu, chooses, waits for the job, reads the report, clicks a book in it, closes it."""

import json
import os
import traceback
from pathlib import Path

from calibre.gui2.actions import InterfaceAction
from PyQt6.QtTest import QTest
from qt.core import QApplication, QDialogButtonBox, QLineEdit, QPoint, QPushButton, Qt, QTimer, QToolButton

OUT = Path(os.environ["ACCEPTANCE_OUT"])
STEPS = json.loads(os.environ["ACCEPTANCE_STEPS"])
# Without a word in a step, the books of others are selected.
FOREIGN = ("A Small Novel", "一本没有注的书", "A Book With Footnotes")
# Milliseconds between two looks, and how many looks until something must have happened.
PAUSE, LOOKS = 100, 6000


class Hand(InterfaceAction):
    """Starts when calibre's window is there."""

    name = "Acceptance Driver"
    action_spec = ("Acceptance Driver", None, None, None)

    def genesis(self):
        """Nothing yet."""

    def initialization_complete(self):
        """Begin."""
        self.seen, self.looks, self.waits = [], 0, None
        self.steps = whole(self.gui, self.seen)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        self.timer.start(PAUSE)

    def look(self):
        """Go on where what is waited for is there; a step that yields nothing has waited long enough."""
        try:
            if self.waits and not self.waits():
                self.looks += 1
                if self.looks > LOOKS:
                    raise AssertionError(f"waited in vain, after {self.seen[-1:]}")
                return
            self.looks, self.waits = 0, next(self.steps)
        except StopIteration:
            self.leave("")
        except Exception:
            picture("failed")
            self.leave(traceback.format_exc())

    def leave(self, error):
        """Write down what was seen, and end calibre at once."""
        self.timer.stop()
        OUT.joinpath("seen.json").write_text(json.dumps({"seen": self.seen, "error": error}, ensure_ascii=False, indent=2), encoding="utf-8")
        os._exit(1 if error else 0)


def whole(gui, seen):
    """Every choice of the plan, one after the other."""
    view, db = gui.library_view, gui.current_db.new_api
    titles = {book: db.field_for("title", book) for book in db.all_book_ids()}
    yield lambda: view.model().rowCount(None) == len(titles) and gui.isVisible()
    gui.resize(1000, 640)
    gui.move(0, 0)
    for number, step in enumerate(STEPS):
        view.select_rows([book for book, title in titles.items() if title in step.get("titles", FOREIGN)])
        yield None
        yield from choose(gui, step["choose"], f"{number}-menu" if number == 0 else "")
        yield from {"report": report, "stop": stop, "missing": window, "settings": settings}[step["then"]](gui, seen, step, number)


def choose(gui, words, name):
    """Open the menu of the button in the toolbar, and click an entry."""
    button = next(
        button for button in gui.findChildren(QToolButton) if button.defaultAction() is gui.iactions["Annotated Reader"].qaction and button.isVisible()
    )
    menu = button.defaultAction().menu()
    QTimer.singleShot(0, lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))
    yield menu.isVisible
    yield None
    if name:
        picture(name)
    entry = next(entry for entry in menu.actions() if entry.text().replace("&", "") == words)
    QTimer.singleShot(0, lambda: QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center()))
    yield lambda: not menu.isVisible()


def report(gui, seen, step, number):
    """Wait for the report; look at it; follow its first link; close it."""
    yield lambda: shown("annotated-reader-report")
    yield None
    dialog = shown("annotated-reader-report")
    picture(f"{number}-report")
    view = gui.library_view
    view.clearSelection()
    place, link = first_link(dialog.view)
    if link:
        QTest.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        yield view.get_selected_ids
    seen.append({"step": step, "report": dialog.view.toPlainText(), "link": link, "selected": view.get_selected_ids(), "formats": formats(gui)})
    dialog.reject()
    yield lambda: not shown("annotated-reader-report")


def first_link(view):
    """Where the first link of a page stands, and where it leads."""
    places = (QPoint(x, y) for y in range(0, view.height(), 4) for x in range(0, view.width(), 4))
    return next(((place, view.anchorAt(place)) for place in places if view.anchorAt(place)), (None, ""))


def stop(gui, seen, step, number):
    """End the job while it runs, as the button in calibre's list of jobs does; the report says so."""
    jobs = gui.job_manager
    yield lambda: any(job.is_running for job in jobs.jobs) and Path(step["running"]).exists()
    jobs._kill_job(next(job for job in jobs.jobs if job.is_running))
    yield from report(gui, seen, step, number)


def window(gui, seen, step, number):
    """Look at the window that says that the program is missing; close it."""
    yield lambda: shown("annotated-reader-missing")
    yield None
    picture(f"{number}-missing")
    dialog = shown("annotated-reader-missing")
    seen.append({"step": step, "lines": [edit.text() for edit in dialog.findChildren(QLineEdit)], "formats": formats(gui)})
    dialog.reject()
    yield lambda: not shown("annotated-reader-missing")


def settings(gui, seen, step, number):
    """Ask in the settings which program is found; keep them."""
    yield lambda: shown("annotated-reader-settings")
    dialog = shown("annotated-reader-settings")
    button = next(button for button in dialog.findChildren(QPushButton) if button.text() == step["button"])
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    yield dialog.widget.state.text
    yield None
    picture(f"{number}-settings")
    seen.append({"step": step, "state": dialog.widget.state.text(), "formats": formats(gui)})
    QTest.mouseClick(dialog.bb.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    yield lambda: not shown("annotated-reader-settings")


def shown(name):
    """The window of that name, when it is there."""
    return next((one for one in QApplication.topLevelWidgets() if getattr(one, "name", "") == name and one.isVisible()), None)


def formats(gui):
    """Every book's formats with their SHA-256."""
    db = gui.current_db.new_api
    return {db.field_for("title", book): {fmt: db.format_hash(book, fmt) for fmt in db.formats(book)} for book in db.all_book_ids()}


def picture(name):
    """The whole screen, as it is."""
    OUT.mkdir(parents=True, exist_ok=True)
    QApplication.primaryScreen().grabWindow(0).save(str(OUT / f"{name}.png"))
