"""Books for the tests: real vaults and logs, a clock that the test moves, one passphrase for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from manumit.base.vault import PassphraseHolder
from manumit.services.care import Book

ORG = "house.example.org"
START = datetime(2026, 3, 1, 10, 15, tzinfo=UTC)


class Clock:
    """The time, as the test has it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def holder() -> PassphraseHolder:
    """One holder: it remembers what it derived, as long as it has made the key file's salt itself."""
    return PassphraseHolder("four random words here")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def books(tmp_path: Path, holder: PassphraseHolder, clock: Clock) -> Iterator[Callable[[str], Book]]:
    """Makes books by name; they are closed at the end."""
    with ExitStack() as stack:

        def make(name: str) -> Book:
            return stack.enter_context(Book.create(tmp_path / name, holder, ORG, 12, clock))

        yield make


@pytest.fixture
def book(books: Callable[[str], Book]) -> Book:
    """An empty book."""
    return books("book")


@pytest.fixture
def ana(book: Book) -> str:
    """A person in it."""
    return book.add({"called": "Ana", "languages": ["tr", "en"]}, "mira")
