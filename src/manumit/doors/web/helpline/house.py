"""The folder of a help line: its database, its keys. Nothing of it lies in the Desk's folder, or the reverse."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from manumit.base.kernel import WorkspaceError
from manumit.doors.web.house import House


@dataclass(frozen=True, slots=True)
class HelplineHouse(House):
    """Paths of a help line. `HelplineHouse.open` makes what is missing; only its owner may enter."""

    FOLDERS: ClassVar[tuple[str, ...]] = ("keys", "uploads", "mail", "reports")

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """The house at `path`, made when it is not there; WorkspaceError where that cannot be, or the Desk lives."""
        place = Path(path).resolve()
        if (place / "desk.sqlite3").exists():
            raise WorkspaceError(
                f"{place} is the Desk's.",
                "The help line needs a folder of its own: choose another with --home.",
            )
        return super(HelplineHouse, cls).open(place)

    @property
    def database(self) -> Path:
        """The SQLite file of conversations and staff; not used with PostgreSQL."""
        return self.path / "helpline.sqlite3"

    @property
    def live(self) -> Path:
        """Keys of live conversations, one each: no backup takes them along."""
        return self.path / "live"

    @property
    def papers(self) -> Path:
        """What advocates write down: Line's vault, one key a situation."""
        return self.path / "papers"

    @property
    def care(self) -> Path:
        """Care records: a book with a vault, keys and a log of its own (services.care)."""
        return self.path / "care"

    @property
    def directory(self) -> Path:
        """The directory of services (HSDS 3): public, the one file here that is not sealed."""
        return self.path / "directory.sqlite3"

    @property
    def reports(self) -> Path:
        """Bodies of sealed reports, one file an item: what is in them no key of this house opens."""
        return self.path / "reports"
