"""What a job on places says when it cannot go on: files by the names that people gave them, never by the server's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from manumit.base.kernel import ManumitError, MissingPart


@contextmanager
def naming(files: Iterable[object]) -> Iterator[None]:
    """Errors inside name `files` (paths; empty ones are none) as people do; where the part for maps is not there, that
    is said."""
    try:
        yield
    except ImportError as error:
        raise MissingPart(
            "The part for maps is not installed.",
            "Whoever looks after this installation adds manumit[places].",
            about="no-maps",
        ) from error
    except ManumitError as error:
        rename(error, files)
        raise


def rename(error: ManumitError, files: Iterable[object]) -> ManumitError:
    """The error, with the files named as people do."""
    for path in filter(None, map(str, files)):
        error.sentence = error.sentence.replace(path, Path(path).name)
    return error
