"""The tables of the database, step by step, as SQLite writes them; `dialect.py` makes PostgreSQL's of the same."""

from __future__ import annotations

from reader.errors import InputError

# Each step brings the tables of the version before it to the next: it is never changed once it is out.
STEPS = (
    """
    CREATE TABLE member (id INTEGER PRIMARY KEY, handle TEXT NOT NULL UNIQUE, name TEXT NOT NULL, joined INTEGER NOT NULL) STRICT;
    CREATE TABLE device (id INTEGER PRIMARY KEY, member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE, label TEXT NOT NULL,
      code BLOB NOT NULL UNIQUE, md5 BLOB NOT NULL UNIQUE, made INTEGER NOT NULL, seen INTEGER, said TEXT NOT NULL DEFAULT '') STRICT;
    CREATE TABLE invitation (code BLOB PRIMARY KEY, member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE, until INTEGER NOT NULL) STRICT;
    CREATE TABLE session (code BLOB PRIMARY KEY, member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE, until INTEGER NOT NULL) STRICT;
    CREATE TABLE progress (member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE, document TEXT NOT NULL, progress TEXT NOT NULL,
      percentage REAL NOT NULL, device TEXT NOT NULL, device_id TEXT NOT NULL, edition TEXT NOT NULL, block TEXT NOT NULL,
      timestamp INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (member, document)) STRICT;
    CREATE INDEX progress_edition ON progress (member, edition, number);
    """,
    # Marks. `block` and `last` are the blocks in which the words begin and end (nothing of an orphan), so that whoever may not see them never
    # comes by their rows. `touched` by a person: no device's account of it changes it any more. What was deleted is remembered by its id alone.
    """
    CREATE TABLE mark (id TEXT NOT NULL, member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE, edition TEXT NOT NULL, essay TEXT NOT NULL,
      block TEXT NOT NULL, last TEXT NOT NULL, exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, note TEXT NOT NULL, made TEXT NOT NULL,
      source TEXT NOT NULL, share TEXT NOT NULL CHECK (share IN ('me', 'club', 'book')), state TEXT NOT NULL, chapter TEXT NOT NULL,
      reason TEXT NOT NULL, nearest TEXT NOT NULL, touched INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (member, id)) STRICT;
    CREATE UNIQUE INDEX mark_id ON mark (id);
    CREATE INDEX mark_place ON mark (edition, essay, last);
    CREATE TABLE deleted_mark (member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE, id TEXT NOT NULL, PRIMARY KEY (member, id)) STRICT;
    CREATE TABLE reply (id TEXT PRIMARY KEY, mark TEXT NOT NULL REFERENCES mark (id) ON DELETE CASCADE,
      member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE, text TEXT NOT NULL, made INTEGER NOT NULL) STRICT;
    CREATE INDEX reply_mark ON reply (mark);
    CREATE TABLE furthest (member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE, edition TEXT NOT NULL, essay TEXT NOT NULL, block TEXT NOT NULL,
      PRIMARY KEY (member, edition, essay)) STRICT;
    """,
    # Which browser a session is in, and since when, so that a member can tell one from another.
    """
    ALTER TABLE session ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
    """,
    # What came in, for its member to see: from which file or device, and how many marks. Nothing of what the files held besides. The digest tells
    # what was sent before.
    """
    CREATE TABLE arrival (id INTEGER PRIMARY KEY, member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE, time INTEGER NOT NULL,
      name TEXT NOT NULL, source TEXT NOT NULL, digest BLOB NOT NULL, marks INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL,
      moved INTEGER NOT NULL, orphans INTEGER NOT NULL) STRICT;
    CREATE INDEX arrival_member ON arrival (member, id);
    """,
    # A member's own marks in an essay, and what is shared, by where it ends: whoever looks for them comes by none that is hidden from him.
    """
    CREATE INDEX mark_own ON mark (member, edition, essay);
    CREATE INDEX mark_shared ON mark (edition, essay, share, last);
    """,
    # A session has a number that every database knows.
    """
    CREATE TABLE browser (id INTEGER PRIMARY KEY, code BLOB NOT NULL UNIQUE, member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
      until INTEGER NOT NULL, made INTEGER NOT NULL DEFAULT 0, browser TEXT NOT NULL DEFAULT '') STRICT;
    INSERT INTO browser (code, member, until, made, browser) SELECT code, member, until, made, browser FROM session ORDER BY until, code;
    DROP TABLE session;
    ALTER TABLE browser RENAME TO session;
    """,
)


def statements_after(version: int, *, where: str) -> list[str]:
    """What makes the present tables of those of a version; raises InputError for one that is yet to come, in the database at `where`."""
    if version > len(STEPS):
        raise InputError(f"was written by a later version ({version})", where=where, advice="use the reader that wrote it, or a newer one")
    return [statement for step in STEPS[version:] for statement in step.split(";") if statement.strip()]
