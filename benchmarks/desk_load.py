"""The Desk under load: `python benchmarks/desk_load.py WORKSPACE [--users 20] [--seconds 40] [--think 1] [--seed 7]`.

Serves a new installation with that workspace (one that `manumit run` made, of `manumit world OUT --scale medium`, say)
on loopback and SQLite, lets people in by one-time links, and prints Markdown:

- how long a cold server takes for the first page of leads;
- by page, the processor time of the server for one request, asked one after the other;
- by page, p50, p95 and p99 of the time as the client sees it on loopback (so what the client itself costs is in it),
  while so many people look at pages, each waiting `--think` seconds on average between two; 0: none waits.

Leads, people, records and searches are drawn with the seed from the first leads of the workspace.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import quote

from manumit.base.kernel import WorkspaceError
from manumit.doors.cli.serve import free_port
from manumit.engine.leads import read_leads

LEADS = 100
"""Of the first so many leads the looks are drawn."""
TICKS = os.sysconf("SC_CLK_TCK")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
Pages = Mapping[str, Sequence[str]]


def addresses(workspace: Path, rng: random.Random) -> Pages:
    """Addresses by page."""
    leads = read_leads(workspace / "derived" / "lead.parquet")[:LEADS]
    members = [member for lead in leads for member in lead.members]
    names = [one.id for member in members for one in member.ids if one.kind == "person"]
    phones = [one.id for member in members for one in member.ids if one.kind == "phone"]
    words = (
        [name.partition("|")[0] for name in names]
        + [phone[-6:] for phone in phones]
        + ["visa fees", "работа"]
    )
    base = "/w/load"
    found = {
        "home": ["/home"],
        "leads": [f"{base}/leads?page={number}" for number in (1, 1, 1, 2, 3)],
        "lead": [f"{base}/leads/{lead.lead_id}" for lead in leads],
        "scene of a lead": [f"{base}/leads/{lead.lead_id}/scene.json" for lead in leads],
        "entity": [f"{base}/entities/{member.entity_id}" for member in members],
        "scene of an entity": [f"{base}/entities/{member.entity_id}/scene.json" for member in members],
        "record": [f"{base}/records/{one.record_id}" for lead in leads for one in lead.records],
        "search": [f"{base}/search?q={quote(word)}" for word in words],
        "jobs": [f"{base}/jobs"],
    }
    return {page: rng.sample(some, min(len(some), 60)) for page, some in found.items()}


class Person:
    """Somebody at a browser: one connection, kept open, and a session."""

    def __init__(self, port: int) -> None:
        self._line, self._jar = HTTPConnection("127.0.0.1", port, timeout=60), dict[str, str]()

    def ask(self, address: str, form: str | None = None) -> tuple[int, bytes]:
        """Status and body."""
        told = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._jar.items())}
        if form is not None:
            told["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._line.request("GET" if form is None else "POST", address, form, told)
            answer = self._line.getresponse()
        except (RemoteDisconnected, ConnectionResetError):  # closed while nobody asked: a browser asks again
            self._line.close()
            self._line.request("GET" if form is None else "POST", address, form, told)
            answer = self._line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._jar[name] = value
        return answer.status, answer.read()

    def sign_in(self, link: str) -> None:
        """Through a one-time link: look at it, then press its button."""
        page = self.ask(link)[1].decode()
        token = _TOKEN.search(page)
        if token is None or self.ask(link, f"csrfmiddlewaretoken={quote(token[1])}")[0] != 302:
            raise WorkspaceError("The link does not let anybody in.", page[:200])


@contextmanager
def serving(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`manumit serve`, until it is left."""
    words = ["serve", "--home", str(home), "--port", str(port), "--no-worker"]
    process = subprocess.Popen([sys.executable, "-m", "manumit", *words], stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                HTTPConnection("127.0.0.1", port, timeout=1).connect()
                break
            except OSError:
                if process.poll() is not None:
                    raise WorkspaceError(
                        "The server did not start.", "Look what `manumit serve` says."
                    ) from None
                time.sleep(0.02)
        yield process
    finally:
        process.terminate()
        process.wait(30)


def processor(pid: int) -> float:
    """Seconds of processor that a process and its children took so far."""
    took = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(entry.parent.name) == pid or int(told[1]) == pid:
            took += int(told[11]) + int(told[12])
    return took / TICKS


def alone(person: Person, server: int, pages: Pages, times: int) -> dict[str, float]:
    """Milliseconds of the server's processor for a request, by page."""
    took = {}
    for page, some in pages.items():
        for address in some[:4] * 3:
            person.ask(address)  # both processes of the server have seen such a page
        before = processor(server)
        for number in range(times):
            person.ask(some[number % len(some)])
        took[page] = 1000 * (processor(server) - before) / times
    return took


def together(people: Sequence[Person], pages: Pages, seconds: float, think: float, seed: int) -> tuple:  # type: ignore[type-arg]
    """Everybody at once: ({page: seconds of the requests}, {page: how many were not answered with 200})."""
    took: dict[str, list[float]] = defaultdict(list)
    wrong: dict[str, int] = defaultdict(int)
    end = time.monotonic() + seconds

    def work(number: int) -> None:
        rng = random.Random(seed * 1000 + number)
        while time.monotonic() < end:
            if think:
                time.sleep(min(rng.expovariate(1 / think), 5 * think))
            page = rng.choice(list(pages))
            began = time.perf_counter()
            status, _ = people[number].ask(rng.choice(pages[page]))
            took[page].append(time.perf_counter() - began)
            wrong[page] += status != 200

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, wrong


def at(some: Sequence[float], share: float) -> float:
    """The quantile, in milliseconds."""
    ordered = sorted(some)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--think", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    from manumit.doors.web import House, add_workspace, set_up, sign_in_link

    with tempfile.TemporaryDirectory(prefix="manumit-load-") as scratch:
        house, port = House.open(Path(scratch, "home")), free_port("127.0.0.1")
        set_up(house)
        names = [f"person-{number}" for number in range(asked.users)]
        links = [sign_in_link(house, name, "investigator", "") for name in names]
        add_workspace(house, "load", "Load", asked.workspace, names, made_up=True)
        pages = addresses(asked.workspace, random.Random(asked.seed))
        people = [Person(port) for _ in names]
        began = time.monotonic()
        with serving(house.path, port) as server:
            listening = time.monotonic() - began
            people[0].sign_in(links[0])
            began = time.monotonic()
            assert people[0].ask("/w/load/leads")[0] == 200
            first, warm = time.monotonic() - began, processor(server.pid)
            for person, link in zip(people[1:], links[1:], strict=True):
                person.sign_in(link)
            cpu = alone(people[0], server.pid, pages, 40)
            load = os.getloadavg()[0]
            began, before = time.monotonic(), processor(server.pid)
            took, wrong = together(people, pages, asked.seconds, asked.think, asked.seed)
            clock, spent = time.monotonic() - began, processor(server.pid) - before
    number = sum(map(len, took.values()))
    print(
        f"listens after {listening:.1f} s; first page of leads {first:.2f} s after signing in "
        f"({warm:.1f} s of processor so far)"
    )
    print(
        f"{asked.users} people, {asked.think:g} s between two looks, {clock:.0f} s: {number / clock:.0f} requests a "
        f"second, {1000 * spent / number:.1f} ms of processor each; load of the machine before: {load:.1f}\n"
    )
    print("| page | processor ms | looks | p50 ms | p95 ms | p99 ms | not answered |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for page in pages:
        quantiles = " | ".join(f"{at(took[page], share):.0f}" for share in (0.5, 0.95, 0.99))
        print(f"| {page} | {cpu[page]:.0f} | {len(took[page])} | {quantiles} | {wrong[page]} |")


if __name__ == "__main__":
    main()
