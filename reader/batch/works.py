"""What can be done with a book: each as a function of its bytes. Heavy imports wait for the process that does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader.batch.book import Worked

if TYPE_CHECKING:
    from reader.convert.jobs import Job


def convert_one(job: Job, source: Path, data: bytes) -> Worked:
    """The file converted as `job` says; told is an `Outcome` whose place is not known yet."""
    from reader.convert.jobs import Outcome, converted
    from reader.convert.kinds import kind_by_name

    result, receipt = converted(replace(job, source=source, data=data, kind=kind_by_name(source)))
    return Worked(result.data, Outcome(source, source, result.changed, result.files, result.warnings, receipt))
