"""The `reader` command, and `python -m reader`: Ctrl-C is heeded before anything that takes time is imported."""

from reader.stopped import heed_from_now


def main() -> None:
    """The `reader` command."""
    heed_from_now()
    from reader.cli import main as command

    command()


if __name__ == "__main__":
    main()
