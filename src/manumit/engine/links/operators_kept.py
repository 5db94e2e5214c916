"""What is kept of adverts in the folder of templates, so that those of next week are judged together with them: hashes
of what they show, never a word or a number, and whose they were held to be.

    operators.npz         one row an advert; contacts, pictures, names, forms and habits as hashes; how long the log is
    operators.jsonl       which operator went into which, and which fell apart, when
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from manumit.base.kernel import UsageError, WorkspaceError
from manumit.engine.links.operators_notices import Notices
from manumit.engine.links.operators_seen import BUCKETS, Seen, hashed_habits
from manumit.engine.links.templates_bags import Ragged, ranked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 1
"""How the hashes were made (blake2b of 8 bytes; habits of BUCKETS)."""
SHOWN = ("contact", "picture", "name", "form")
_ONCE = ("place", "site")
_MADE = f"{VERSION} {BUCKETS}"


@dataclass(slots=True)
class Kept:
    """Adverts in the order they came. `shown`: by sort the hashes of what each shows; `once`: a hash each of place and
    site, 0 for none; `habits`: hashes to 22 bits; `operator`: a number into `names`, older operators first."""

    ids: list[str]
    shown: dict[str, Ragged]
    once: dict[str, NDArray[np.uint64]]
    day: NDArray[np.float64]
    price: NDArray[np.float64]
    habits: Ragged
    operator: NDArray[np.int64]
    names: list[str] = field(default_factory=list)
    log_bytes: int = 0

    def more(self, other: Kept, chosen: NDArray[np.int64]) -> Kept:
        """These and the chosen ones of others, whose operators are not known (-1)."""
        import numpy as np

        def both(one: Ragged, two: Ragged) -> Ragged:
            return Ragged.joined([one, two.chosen(chosen)])

        return Kept(
            self.ids + [other.ids[at] for at in chosen.tolist()],
            {sort: both(self.shown[sort], other.shown[sort]) for sort in SHOWN},
            {sort: np.concatenate([self.once[sort], other.once[sort][chosen]]) for sort in _ONCE},
            np.concatenate([self.day, other.day[chosen]]),
            np.concatenate([self.price, other.price[chosen]]),
            both(self.habits, other.habits),
            np.concatenate([self.operator, np.full(len(chosen), -1)]),
            self.names,
            self.log_bytes,
        )

    def seen(self) -> Seen:
        """As evidence is read from it: hashes are numbered."""

        def column(sort: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
            return self.shown[sort].owners(), ranked(self.shown[sort].flat)[1]

        def once(sort: str) -> NDArray[np.int64]:
            values = self.once[sort]
            return np.where(values > 0, ranked(values)[1], -1)

        import numpy as np

        return Seen(
            contact=column("contact"),
            picture=column("picture"),
            name=column("name"),
            form=column("form"),
            place=once("place"),
            site=once("site"),
            day=self.day,
            price=self.price,
            habits=self.habits,
        )


def kept_of(notices: Notices) -> Kept:
    """The adverts of one run."""
    import numpy as np

    count = len(notices.ids)

    def column(sort: str) -> Ragged:
        owner, value, names = getattr(notices, sort).named()
        hashes = np.array([_hash(name) for name in names], np.uint64)
        order = np.argsort(owner, kind="stable")
        flat = hashes[value[order]] if len(hashes) else np.zeros(0, np.uint64)
        return Ragged(flat, np.bincount(owner, minlength=count))

    def once(sort: str) -> NDArray[np.uint64]:
        numbers = np.array(getattr(notices, sort), np.int64)
        names = notices.named(sort)
        return np.array([_hash(names[one]) if one >= 0 else 0 for one in numbers.tolist()], np.uint64)

    return Kept(
        list(notices.ids),
        {sort: column(sort) for sort in SHOWN},
        {sort: once(sort) for sort in _ONCE},
        np.array(notices.day, np.float64),
        np.array(notices.price, np.float64),
        hashed_habits(notices.skeletons),
        np.full(count, -1),
    )


def _hash(value: str) -> int:
    return int.from_bytes(blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1


def load_kept(folder: Path) -> Kept:
    """What the folder holds, nobody's when it holds nothing yet (or was made before operators were kept)."""
    import numpy as np

    path = folder / "operators.npz"
    if not path.exists():
        return kept_of(Notices())
    try:
        with np.load(path) as held:
            if str(held["made"]) != _MADE:
                raise UsageError(
                    f"{path} was made another way ({held['made']}).", "Start a new folder with all adverts."
                )
            return Kept(
                _names(held["ids"]),
                {sort: Ragged(held[sort], held[f"{sort}_sizes"]) for sort in SHOWN},
                {sort: held[sort] for sort in _ONCE},
                held["day"],
                held["price"],
                Ragged(held["habits"], held["habits_sizes"]),
                held["operator"],
                _names(held["names"]),
                int(held["log_bytes"]),
            )
    except (OSError, EOFError, KeyError, ValueError, BadZipFile, zlib.error) as error:
        raise WorkspaceError(
            f"{path} is damaged: {error}.", "Start a new folder with all adverts."
        ) from error


def save_kept(folder: Path, kept: Kept, log: Sequence[Mapping[str, object]]) -> None:
    """Write what is kept and what changed; a run that is killed leaves what was there."""
    import numpy as np

    with (folder / "operators.jsonl").open("ab") as stream:
        stream.truncate(kept.log_bytes)  # what a killed run may have written
        stream.seek(0, os.SEEK_END)
        for line in log:
            stream.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
        kept.log_bytes = stream.tell()
    arrays: dict[str, Any] = {**kept.once, "day": kept.day, "price": kept.price, "operator": kept.operator}
    for sort, ragged in (*kept.shown.items(), ("habits", kept.habits)):
        arrays |= {sort: ragged.flat, f"{sort}_sizes": ragged.sizes}
    arrays |= {"ids": _bytes(kept.ids), "names": _bytes(kept.names)}
    arrays |= {"made": np.array(_MADE), "log_bytes": np.array(kept.log_bytes)}
    partial = folder / "operators.npz.partial"
    with partial.open("wb") as out:
        np.savez(out, **arrays)
        out.flush()
        os.fsync(out.fileno())
    os.replace(partial, folder / "operators.npz")


def _bytes(names: Sequence[str]) -> NDArray[np.uint8]:
    """Names as JSON: ids may hold anything, NUL bytes and halves of pairs as well."""
    import numpy as np

    return np.frombuffer(json.dumps(list(names)).encode(), np.uint8)


def _names(held: NDArray[np.uint8]) -> list[str]:
    return [str(name) for name in json.loads(held.tobytes())]
