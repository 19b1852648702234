"""What calibre reads first of the plugin: who it is. It becomes the `__init__.py` of the zip.

The names below are chosen for good: calibre knows a plugin, its settings and its place in toolbars by them.
"""

from calibre.customize import InterfaceActionBase


class AnnotatedReader(InterfaceActionBase):
    """The plugin's outside; what is behind the button is in `ui`, and loaded with calibre's window alone."""

    name = "Annotated Reader"
    description = "Notes on terms, simplified or traditional script, checks for e-readers: with the program “reader”, which must be installed."
    supported_platforms = ["windows", "osx", "linux"]  # noqa: RUF012
    author = "The reader founders"
    version = (0, 0, 0)
    minimum_calibre_version = (6, 0, 0)
    actual_plugin = "calibre_plugins.annotated_reader.ui:ReaderAction"

    def is_customizable(self) -> bool:
        """There are settings."""
        return True

    def config_widget(self):
        """The settings, for calibre's preferences."""
        from .config import ConfigWidget

        return ConfigWidget()

    def save_settings(self, config_widget) -> None:
        """Keep what was chosen."""
        config_widget.save()

    def cli_main(self, args) -> None:
        """`calibre-debug -r "Annotated Reader"`: say which program is used, or why none is."""
        import sys

        from .missing import why
        from .surroundings import find_program, make_speaker, settings

        found = find_program(settings()["program"])
        print(f"{found['version']}: {found['path']}" if found["path"] else why(found, make_speaker()))  # noqa: T201
        sys.exit(0 if found["path"] else 1)
