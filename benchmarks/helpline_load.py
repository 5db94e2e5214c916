"""A help line under load, over loopback, with its real processes: how long a message takes from one side to the other,
and whether any is lost when everything is killed and started again.

    python benchmarks/helpline_load.py --chats 20 --advocates 4 --seconds 60

Persons write through the store as Haven does (a process of its own, one thread a chat); advocates take talks over HTTP
and read them from the stream (server-sent events). Delivery is the time from the commit of a person's message until the
advocate's stream has it. Halfway everything is killed (SIGKILL) and started anew. Prints one table.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.doors.helpline.line.conftest import START, free_port  # noqa: E402
from tests.doors.helpline.line.visit import Visitor  # noqa: E402

EVERY = 5.0
"""Seconds between two messages of one chat."""
WRITER = """
import json, sys, threading, time
sys.path[:0] = [{root!r}, {src!r}]
import os
os.environ["MANUMIT_HELPLINE_HOME"] = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "manumit.doors.web.line.settings"
import django
django.setup()
from django.db import close_old_connections
from manumit.doors.web.helpline import acts
out = threading.Lock()
def tell(**told):
    with out:
        print(json.dumps(told), flush=True)
def chat(number):
    talk, _ = acts.start("en")
    acts.judged(talk, number % 3, [])
    acts.wait(talk)
    tell(begun=talk.id)
    for turn in range(int(sys.argv[3])):
        time.sleep({every} * (0.5 if turn == 0 else 1) + 0.11 * number % 1)
        text = f"m-{{number}}-{{turn}}"
        acts.say(talk, "person", {{"text": text}}, f"{{number:016d}}{{turn:016d}}")
        tell(text=text, at=time.time(), talk=talk.id)
        close_old_connections()
threads = [threading.Thread(target=chat, args=(one,)) for one in range(int(sys.argv[2]))]
[one.start() for one in threads]
[one.join() for one in threads]
tell(done=True)
"""


@dataclass
class Seen:
    """What advocates' streams have shown: text -> when first."""

    texts: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, html: str, at: float) -> None:
        """Note every message in a piece of a page."""
        with self.lock:
            for part in html.split("m-")[1:]:
                number, _, rest = part.partition("-")
                turn = rest[: next((i for i, c in enumerate(rest) if not c.isdigit()), len(rest))]
                if number.isdigit() and turn:
                    self.texts.setdefault(f"m-{number}-{turn}", at)


def start(home: Path, ports: tuple[int, int]) -> subprocess.Popen[bytes]:
    """All processes of the line, in a group that can be killed at once."""
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    call = [sys.executable, "-c", START, str(home), *(str(one) for one in ports)]
    server = subprocess.Popen(call, env=environment, cwd=ROOT, start_new_session=True)
    for _ in range(600):
        try:
            with urlopen(f"http://127.0.0.1:{ports[1]}/account/login/", timeout=2):
                return server
        except (URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("the help line did not start")


def watch(visitor: Visitor, talk: str, seen: Seen, until: threading.Event) -> None:
    """Read the stream of one talk, again after every break, from the last message that came."""
    last = 0
    cookies = "; ".join(f"{one.name}={one.value}" for one in visitor.jar)
    import http.client

    host = visitor.base.removeprefix("http://")
    while not until.is_set():
        try:
            line = http.client.HTTPConnection(host, timeout=30)
            line.request("GET", f"/stream?talk={talk}&after={last}", headers={"Cookie": cookies})
            answer = line.getresponse()
            event = ""
            while (raw := answer.readline()) and not until.is_set():
                text = raw.decode("utf-8").rstrip("\n")
                if text.startswith("event: "):
                    event = text[7:]
                elif text.startswith("data: ") and event == "talk":
                    told = json.loads(text[6:])
                    seen.read(told["turns"], time.time())
                    last = max(last, told["last"])
        except (OSError, http.client.HTTPException, ValueError):
            time.sleep(0.3)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--chats", type=int, default=20)
    parser.add_argument("--advocates", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="helpline-load-") as folder:
        _run(Path(folder) / "home", asked.chats, asked.advocates, asked.seconds)


def _run(home: Path, chats: int, advocates: int, seconds: int) -> None:
    ports = free_port(), free_port()
    server = start(home, ports)
    base, seen, until = f"http://127.0.0.1:{ports[1]}", Seen(), threading.Event()
    links = subprocess.run(
        [sys.executable, str(ROOT / "tests/doors/helpline/line/hands.py"), str(home)],
        input="".join(
            json.dumps({"do": "link", "name": f"a{one}", "role": "advocate"}) + "\n"
            for one in range(advocates)
        ),
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    visitors = [Visitor(base).come_in(json.loads(one)) for one in links]
    turns = max(1, int(seconds / EVERY))
    code = WRITER.format(root=str(ROOT), src=str(ROOT / "src"), every=EVERY)
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(home), str(chats), str(turns)], stdout=subprocess.PIPE, text=True
    )
    sent: dict[str, float] = {}
    watchers: list[threading.Thread] = []
    killed_at, began = 0.0, time.time()
    begun = 0
    assert writer.stdout is not None
    for line in writer.stdout:
        told = json.loads(line)
        if "begun" in told:
            begun += 1
            _hand(home, told["begun"], f"a{begun % advocates}")
            one = visitors[begun % advocates]
            watchers.append(
                threading.Thread(target=watch, args=(one, told["begun"], seen, until), daemon=True)
            )
            watchers[-1].start()
        elif "text" in told:
            sent[told["text"]] = told["at"]
        if not killed_at and time.time() - began > seconds / 2:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            killed_at = time.time()
            server = start(home, ports)
            up = time.time()
    time.sleep(5)
    until.set()
    writer.wait()
    _report(chats, advocates, sent, seen, killed_at, up)
    server.terminate()
    server.wait()


_TAKER: list[subprocess.Popen[str]] = []


def _hand(home: Path, talk: str, name: str) -> None:
    """The talk is `name`'s: which of them takes which is no matter here."""
    if not _TAKER:
        code = (
            "import os,sys,json;os.environ['MANUMIT_HELPLINE_HOME']=sys.argv[1];"
            "os.environ['DJANGO_SETTINGS_MODULE']='manumit.doors.web.line.settings';import django;django.setup();"
            "from manumit.doors.web.helpline import acts;from manumit.doors.web.helpline.models import Conversation;"
            "from manumit.doors.web.accounts.models import User\n"
            "for l in sys.stdin:\n t,n=l.split();"
            "print(acts.take(Conversation.objects.get(pk=t),User.objects.get(username=n)),flush=True)"
        )
        environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        _TAKER.append(
            subprocess.Popen(
                [sys.executable, "-c", code, str(home)],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    taker = _TAKER[0]
    assert taker.stdin is not None
    assert taker.stdout is not None
    taker.stdin.write(f"{talk} {name}\n")
    taker.stdin.flush()
    taker.stdout.readline()


def _report(chats: int, advocates: int, sent: dict[str, float], seen: Seen, killed: float, up: float) -> None:
    calm = sorted(
        seen.texts[one] - at for one, at in sent.items() if one in seen.texts and not killed - 2 < at < up + 2
    )
    lost = [one for one in sent if one not in seen.texts]
    print(
        f"{'chats':>8}{'advocates':>11}{'messages':>10}{'median ms':>11}{'p95 ms':>8}{'max ms':>8}{'lost':>6}"
    )
    p95 = calm[min(len(calm) - 1, int(0.95 * len(calm)))]
    numbers = (1000 * median(calm), 1000 * p95, 1000 * calm[-1])
    print(
        f"{chats:>8}{advocates:>11}{len(sent):>10}{numbers[0]:>11.0f}{numbers[1]:>8.0f}{numbers[2]:>8.0f}{len(lost):>6}"
    )
    print(
        f"killed after {killed and up - killed:.1f} s of standstill it answered again; times leave out 2 s around it"
    )


if __name__ == "__main__":
    main()
