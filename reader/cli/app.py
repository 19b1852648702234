"""The `reader` command itself: its subcommands, its help, and how whatever goes wrong is said."""

from __future__ import annotations

import gc
import inspect
import os
import sys
from contextlib import contextmanager, suppress
from time import perf_counter
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reader import __version__
from reader.cli.chinese import examples_in_chinese, help_in_chinese, said, wants_chinese
from reader.cli.groups import Commands
from reader.cli.screen import detail, error_text, say
from reader.cli.shared import with_shared
from reader.errors import EXIT_FAULT, InputError, OutputError, ReaderError, UsageError, each
from reader.stopped import EXIT_INTERRUPTED, STOPPED

if TYPE_CHECKING:
    from collections.abc import Iterator


# By name, in the order of the help: where the command is, and its line there (the help of all need not import any).
COMMANDS = {
    "new": ("reader.cli.starting", "Make an edition of your own texts, ready for notes."),
    "add": ("reader.cli.adding", "Add texts to an edition."),
    "update": ("reader.cli.updating", "Give an essay a new version of its text."),
    "build": ("reader.cli.building", "Write the annotated book of an edition, in the script asked for."),
    "check": ("reader.cli.checking", "Check books (which reader shows their notes?) and editions."),
    "watch": ("reader.cli.watching", "Check and build an edition as you write it, in the browser."),
    "annotate": ("reader.cli.annotating", "Put pop-up notes into any EPUB, and take them out again."),
    "suggest": ("reader.cli.suggesting", "Propose terms of a book that may want a note."),
    "positions": ("reader.cli.positioning", "Carry reading positions between a book and the same with notes."),
    "convert": ("reader.cli.converting", "Convert any EPUB to simplified or traditional characters."),
    "dictionary": ("reader.cli.dictionaries", "Write an edition's glossary as a dictionary, for any book."),
    "marks": ("reader.cli.marking", "Bring readers' highlights and notes back into the text."),
    "publish": ("reader.cli.publishing", "Write a site with every book of an edition, for any web host."),
    "serve": ("reader.cli.serving", "Serve a site to a reading group, with sync of reading positions."),
    "invite": ("reader.cli.inviting", "Make somebody a member of the reading group."),
    "backup": ("reader.cli.backups", "Copy what the service keeps of its members."),
    "restore": ("reader.cli.backups", "Put such a copy back."),
    "plugin": ("reader.cli.plugging", "Write the plugin for a program that you read with."),
    "script": ("reader.cli.scripting", "Say which script a text is in, and what converting it decides."),
    "help": ("reader.cli.helping", "Show the help of a command."),
}


def show_version(context: click.Context, _: click.Parameter, value: bool) -> None:
    """Print the version and stop."""
    if value and not context.resilient_parsing:
        click.echo(f"reader {__version__}")
        context.exit()


@contextmanager
def without_an_empty_line() -> Iterator[None]:
    """Ctrl-C as click's own exception, before click prints an empty line for it."""
    try:
        yield
    except KeyboardInterrupt:
        raise click.exceptions.Abort from None


class All(Commands):
    """The subcommands, and the page that tells of them."""

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        """Read the command line, which imports the command's module."""
        with without_an_empty_line():
            return super().make_context(*arguments, **extra)

    def invoke(self, context: click.Context) -> Any:
        """Do the work."""
        start = perf_counter()
        with without_an_empty_line():
            try:
                return super().invoke(context)
            finally:
                detail(f"took {perf_counter() - start:.1f} s")

    def get_help(self, context: click.Context) -> str:
        """The page, in the language that is asked for."""
        if not wants_chinese():
            return super().get_help(context)
        from reader.cli.chinese.commands import translated_page, unwrapped

        whole = self.help
        summary, _, examples = inspect.cleandoc(whole or "").partition("\b\n")
        self.help = unwrapped(f"{help_in_chinese(summary)}\n\n{examples_in_chinese(examples)}")
        try:
            return translated_page(super().get_help(context))
        finally:
            self.help = whole

    def get_params(self, context: click.Context) -> list[click.Parameter]:
        """The options of the whole, with their help in the language that is asked for."""
        if not wants_chinese():
            return super().get_params(context)
        from reader.cli.chinese.commands import translated_parameter

        return [translated_parameter(parameter) for parameter in super().get_params(context)]


@click.group(cls=All, table=COMMANDS, invoke_without_command=True)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help="Show the version and exit.")
@click.pass_context
def whole(context: click.Context) -> None:
    """Make annotated editions for e-readers.

    \b
    Examples:
      reader build --simplified     write the annotated book, all in simplified characters
      reader check build/*.epub     validate it
      reader new tea cha.txt        an edition of your own, ready for notes
      reader build --help           all options, with examples
    """
    gc.freeze()  # what was imported stays, and need not be looked at
    gc.enable()
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(UsageError.exit_code)


app = with_shared(whole)


@contextmanager
def said_in_one_line() -> Iterator[None]:
    """Whatever goes wrong as one line and an exit code; a traceback only for a fault of the program."""
    try:
        yield
    except ReaderError as error:
        for one in each(error)[:-1]:
            complain(error_text(one))
        stop(error_text(each(error)[-1]), error.exit_code)
    except click.ClickException as error:
        stop(usage_words(error), error.exit_code)
    except (KeyboardInterrupt, click.exceptions.Abort):
        stop(STOPPED, EXIT_INTERRUPTED)
    except OSError as error:
        if error.filename is not None:
            stop(f"{error.filename}: cannot be reached ({(error.strerror or str(error)).lower()}) → check the name and your rights", InputError.exit_code)
        # Reading and writing files has its own errors by now: what is left is standard output.
        drop_output()
        stop(f"the output cannot be printed ({error.strerror or error}) → make room where it goes", OutputError.exit_code)
    except Exception as error:
        if was_interrupted(error):
            stop(STOPPED, EXIT_INTERRUPTED)
        import traceback

        traceback.print_exc()
        stop("this is a fault in the program → please report the lines above", EXIT_FAULT)


def was_interrupted(error: BaseException | None) -> bool:
    """Did Ctrl-C come first? A module written in C makes an ImportError of it when it comes while it is imported."""
    while error:
        if isinstance(error, KeyboardInterrupt) or KeyboardInterrupt.__name__ in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def usage_words(error: click.ClickException) -> str:
    """Click's words for a wrong option or argument, and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "reader"
    return f"{said(error.format_message().rstrip('.'))} → {command} --help {said('shows the options, with examples')}"


def stop(text: str, code: int) -> NoReturn:
    """Say why, and exit."""
    complain(text)
    sys.exit(code)


def complain(text: str) -> None:
    """Say in one line what is wrong."""
    with suppress(OSError):
        say(f"reader: {said(text)}", err=True)


def drop_output() -> None:
    """Send what standard output still holds nowhere, else the interpreter's last flush fails again (Python's `signal`, "Note on SIGPIPE")."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run() -> None:
    """Do what the command line asks for, and exit."""
    with said_in_one_line():
        sys.exit(app(prog_name="reader", standalone_mode=False))
