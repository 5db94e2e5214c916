"""A help line under load, over loopback, with its real processes: how long a word takes from one side to the other,
what it costs, and whether any is lost when everything is killed and started again.

    python benchmarks/helpline_load.py --havens 2                       500 chats, 50 advocates, PostgreSQL
    python benchmarks/helpline_load.py --sqlite                         100 chats, 10 advocates, SQLite

Every chat begins as a phone does (a page, a form, a stream that is held), writes every 20 to 30 s in words that are
judged, and is taken by an advocate, who holds a stream for each talk and answers within 2 to 6 s. `--each 3` is what
Line lets one advocate take; without it all chats are taken, ten each. Delivery: from the sending of the form until the
other side's stream has the message, both ways; before the kill, after it, and both. In the middle all processes get
SIGKILL and are started again; times leave out messages from 3 s before until 10 s after they answered again, and those
that had to be sent twice. At the end every acknowledged message must stand on the person's page, once and in order.
The load runs in one process beside the servers, on the same cores; what it takes is told. Three minutes at most.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.helpline.house import House  # noqa: E402
from benchmarks.helpline.people import Advocate, Log, Person  # noqa: E402
from benchmarks.helpline.wire import Browser  # noqa: E402
from manumit.doors.web.building import build_assets  # noqa: E402
from tests.base.ledger.cluster import postgres_cluster  # noqa: E402

JOINING = 0.1
"""Seconds between two people who come, at the beginning."""
CALM = 15.0
"""Seconds of waiting at the end for what is under way."""


class Run:
    """One run: `chats` people and `advocates`, who have `each` of them."""

    def __init__(
        self, house: House, chats: int, advocates: int, each: int, seconds: int, settle: int = 20
    ) -> None:
        self.house, self.log, self.seconds, self.each = house, Log(), seconds, each
        self.settle = settle
        self.people = [
            Person(n, Browser(house.ports[0]), self.log, rng=random.Random(n)) for n in range(chats)
        ]
        self.advocates = [
            Advocate(f"advocate-{n}", Browser(house.ports[1]), self.log, random.Random(1000 + n))
            for n in range(advocates)
        ]
        self.tasks: list[asyncio.Task[None]] = []
        self.calm: list[tuple[float, float]] = []
        self.cost: dict[str, float] = {}
        self.lost: list[str] = []
        self.twice: list[str] = []
        self.disorder = 0
        self.down = 0.0

    def _go(self, work: object) -> None:
        self.tasks.append(asyncio.get_running_loop().create_task(work))  # type: ignore[arg-type]

    async def whole(self) -> None:
        """From the first who comes to the last check."""
        await self._come()
        half = self.seconds / 2
        await self._measured(half)
        killed = time.time()
        self.house.kill()
        self.down = await asyncio.to_thread(self.house.start)
        print(f"killed, and up again after {time.time() - killed:.1f} s", file=sys.stderr)
        await asyncio.sleep(10)
        await self._measured(half)
        for one in (*self.people, *self.advocates):
            one.ended = True
        await asyncio.sleep(CALM)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self._check()

    async def _come(self) -> None:
        links = await asyncio.to_thread(
            self.house.inside,
            [{"do": "link", "name": one.name, "role": "advocate"} for one in self.advocates],
        )
        for advocate, link in zip(self.advocates, links, strict=True):
            await advocate.come_in(link)
            self._go(advocate.watch())
        began = time.time()

        async def joins(person: Person) -> None:
            await asyncio.sleep(person.number * JOINING)
            await person.begin()

        await asyncio.gather(*(joins(one) for one in self.people))
        print(f"{len(self.people)} chats began in {time.time() - began:.0f} s", file=sys.stderr)
        taken = await asyncio.to_thread(
            self.house.inside,
            [{"do": "take", "name": one.name, "most": self.each} for one in self.advocates],
        )
        for advocate, talks in zip(self.advocates, taken, strict=True):
            for talk in talks:
                self._go(advocate.watch(talk))
        for person in self.people:
            self._go(person.listen())
            self._go(person.talk())
        await asyncio.sleep(self.settle)

    async def _measured(self, seconds: float) -> None:
        began, before, own = time.time(), self.house.processor_time(), time.process_time()
        await asyncio.sleep(seconds)
        ended = time.time()
        self.calm.append((began, ended - 3))
        spent = {k: v - before.get(k, 0.0) for k, v in self.house.processor_time().items()}
        spent |= {"load": time.process_time() - own, "seconds": ended - began}
        for name, cost in spent.items():
            self.cost[name] = self.cost.get(name, 0.0) + cost

    async def _check(self) -> None:
        for person in self.people:
            answer = await person.browser.ask("/talk")
            if answer.status != 200:
                raise SystemExit(f"a talk could not be read at the end: {answer.status}")
            page = answer.text
            for kind in "ma":
                said = [one for one in self.log.acknowledged[person.number] if one[0] == kind]
                self.lost += [one for one in said if f"{one}." not in page]
                self.twice += [one for one in said if page.count(f"{one}.") > 1]
                places = [page.find(f"{one}.") for one in said]
                self.disorder += places != sorted(places)

    def _times(
        self, kind: str, told: dict[str, float], windows: Sequence[tuple[float, float]]
    ) -> list[float]:
        posted = self.log.posted
        return sorted(
            1000 * (at - posted[one])
            for one, at in told.items()
            if one[0] == kind
            and one in self.log.clean
            and any(begin <= posted[one] <= end for begin, end in windows)
        )

    def table(self) -> bool:
        """Print what was found; whether all is as it should be."""
        arrived, answered = self.log.arrived, self.log.answered
        print(f"{'':<34}{'messages':>9}{'median ms':>11}{'p95 ms':>8}{'p99 ms':>8}{'max ms':>8}")
        worst = 0.0
        for name, kind, when_told in (
            ("person to advocate", "m", arrived),
            ("advocate to person", "a", arrived),
            ("the program's answer", "m", answered),
        ):
            for when, windows in ((", before", self.calm[:1]), (", after", self.calm[1:]), ("", self.calm)):
                if times := self._times(kind, when_told, windows):
                    worst = max(worst, 0 if when else _at(times, 0.95))
                    row = (median(times), _at(times, 0.95), _at(times, 0.99), times[-1])
                    cells = "".join(f"{one:>{w}.0f}" for one, w in zip(row, (11, 8, 8, 8), strict=True))
                    print(f"{name + when:<34}{len(times):>9}{cells}")
        marks = [one for each in self.log.acknowledged.values() for one in each]
        taken = {one.split("-")[1] for one in arrived if one[0] == "m"}
        unheard = [one for one in marks if one.split("-")[1] in taken and one not in arrived]
        print(
            f"acknowledged {len(marks)}: lost {len(self.lost)}, twice {len(self.twice)}, chats out of order "
            f"{self.disorder}, never in a stream {len(unheard)}; standstill {self.down:.1f} s"
        )
        seconds = self.cost.pop("seconds")
        count = len(self._times("m", answered, self.calm)) + len(self._times("a", arrived, self.calm)) or 1
        parts = ", ".join(
            f"{name} {100 * cost / seconds:.0f}% ({1000 * cost / count:.0f} ms a message)"
            for name, cost in sorted(self.cost.items())
        )
        print(f"processor time, of one core: {parts}")
        if self.log.trouble:
            print(
                "breaks: " + ", ".join(f"{what} {n}" for what, n in sorted(self.log.trouble.items())),
                file=sys.stderr,
            )
        return not (self.lost or self.twice or self.disorder or unheard) and worst < 500


def _at(times: list[float], part: float) -> float:
    return times[min(len(times) - 1, int(part * len(times)))]


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sqlite", action="store_true", help="SQLite, and 100 chats and 10 advocates")
    parser.add_argument(
        "--settle", type=int, default=20, help="seconds after all came, before it is measured"
    )
    parser.add_argument("--chats", type=int)
    parser.add_argument("--advocates", type=int)
    parser.add_argument("--each", type=int, help="talks that an advocate has; all are taken without it")
    parser.add_argument("--havens", type=int, default=1, help="processes of Haven")
    parser.add_argument("--seconds", type=int, default=60, help="measured, half of it before the kill")
    asked = parser.parse_args()
    chats = asked.chats or (100 if asked.sqlite else 500)
    advocates = asked.advocates or (10 if asked.sqlite else 50)
    each = asked.each or -(-chats // advocates)
    build_assets()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))  # what was started is stopped, too
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="helpline-load-")))
        postgres = ""
        if not asked.sqlite:
            postgres = stack.enter_context(postgres_cluster()).split()[0].removeprefix("host=")
            _createdb(postgres)
        house = House(folder / "home", postgres, asked.havens)
        house.start()
        stack.callback(house.stop)
        run = Run(house, chats, advocates, each, asked.seconds, asked.settle)
        asyncio.run(run.whole())
        print(
            f"{chats} chats, {advocates} advocates with up to {each} each, {asked.havens} of Haven, "
            f"{'SQLite' if asked.sqlite else 'PostgreSQL'}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        )
        sound = run.table()
        if told := (folder / "log").read_text().strip():
            print(f"the servers said:\n{told[-2000:]}", file=sys.stderr)
        return 0 if sound else 1


def _createdb(folder: str) -> None:
    import psycopg

    with psycopg.connect(f"host={folder} user=test dbname=postgres", autocommit=True) as line:
        line.execute("create database helpline")


if __name__ == "__main__":
    sys.exit(main())
