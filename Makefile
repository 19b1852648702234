# The two commands a reader needs: `make book` and `make test`. Everything is installed into .venv, nothing elsewhere.
PYTHON ?= python3
BIN := .venv/bin
NODE := PATH="$$PWD/node_modules/.bin:$$PATH" node

# Two things at a time.
TWO := $(MAKE) --no-print-directory --jobs=2

.PHONY: book test nightly check bench acceptance acceptance-install acceptance-books acceptance-programs acceptance-engines pictures clean linecounts

book: .venv/book.done
	$(BIN)/reader build --simplified

test: .venv/dev.done
	$(BIN)/python -m pytest -n auto -q

# The laws with thousands of examples each: hours. BOOKS=FOLDER: the EPUBs of that folder and as many mutants of them are tried, too.
# Then the engines, with every book, link and picture (docs/acceptance.md says what `make acceptance` leaves out).
nightly: .venv/dev.done
	READER_HYPOTHESIS=nightly $(BIN)/python -m pytest -n auto -q
	$(if $(BOOKS),$(BIN)/python -m tests.odd_books $(BOOKS) --mutants 3000)
	READER_ACCEPTANCE=nightly $(MAKE) acceptance

check: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev.done
	$(BIN)/python -m tests.bench

# The book in real engines (docs/acceptance.md). As root on Debian it installs them itself.
acceptance:
	$(TWO) acceptance-install acceptance-books
	$(TWO) acceptance-programs acceptance-engines

acceptance-programs: .venv/dev.done
	$(BIN)/python -m tests.acceptance.peers
	$(BIN)/python -m tests.acceptance.dictionaries
	$(BIN)/python -m tests.acceptance.postgres
	$(BIN)/python -m tests.acceptance.koreader
	$(BIN)/python -m tests.acceptance.calibre_plugin build/acceptance/calibre

# A test that fails leaves its browser open; nobody waits for that.
acceptance-engines:
	cd tests/acceptance && $(NODE) --test --test-concurrency=2 --test-force-exit --test-reporter=spec

# The two pictures that the README shows.
pictures: acceptance-install acceptance-books
	cd tests/acceptance && $(NODE) readme-pictures.mjs

acceptance-install:
	tests/acceptance/install

acceptance-books: .venv/dev.done
	$(BIN)/python -m tests.acceptance.books build/acceptance/books
	$(BIN)/python -m tests.acceptance.annotated build/acceptance/books
	$(BIN)/python -m tests.acceptance.vertical build/acceptance/books

linecounts:
	@find reader -name '*.py' | xargs wc -l | sort -n

clean:
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/python.done:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 book"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/book.done: .venv/python.done pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/dev.done: .venv/python.done pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/book.done

