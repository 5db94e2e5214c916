"""One process of a help line: `python -m manumit.doors.web.helpline HOME haven|line|keeper HOST PORT`. It ends when its
stdin does, so that a killed parent takes it along."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from manumit.doors.web.helpline.house import HelplineHouse
from manumit.doors.web.helpline.serving import door, keeper


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    home, what, host, port = sys.argv[1:5]
    threading.Thread(target=_end_with_parent, daemon=True).start()
    house = HelplineHouse.open(Path(home))
    keeper(house) if what == "keeper" else door(house, what, host, int(port))
