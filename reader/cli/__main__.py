"""`python -m reader.cli`."""

from reader.cli import main

if __name__ == "__main__":
    main()
