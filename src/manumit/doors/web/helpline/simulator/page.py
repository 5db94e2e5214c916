"""The page of the simulated carrier: a telephone to try the help line with."""

from __future__ import annotations

import time
from collections.abc import Sequence
from html import escape
from string import Template
from typing import Any

from manumit.doors.web.helpline.simulator.calls import Call

SHOWN = 40
"""Texts that are shown, the newest last."""
_PAGE = Template("""<!doctype html><html lang="en"><meta charset="utf-8"><title>A telephone</title>
<meta name="viewport" content="width=device-width">
<style>
body { font: 16px/1.5 system-ui; margin: 2rem; display: grid; gap: 2rem; max-width: 70rem }
@media (width > 50rem) { body { grid-template-columns: 1fr 1fr } }
li { margin: .4rem 0 } .in { margin-left: 3rem } input, button { font: inherit }
</style>
<section><h1>Texts</h1><p>Set in: what the telephone received.</p><ul>$texts</ul>
<form method="post" action="/text"><input name="number" value="+447700900001" aria-label="From">
<input name="body" aria-label="Text" autofocus> <button>Send</button></form>
<form method="post" action="/faults"><label>The next answers to the help line
<input name="answers" placeholder="500 lost stopped ok"></label> <button>Order</button></form></section>
<section><h1>Call</h1><p>$how</p><ol>$said</ol>
<form method="post" action="/call"><input name="number" value="+447700900001" aria-label="From">
<button>Call</button></form>
<form method="post" action="/press"><input name="keys" aria-label="Keys"> <button>Press (or wait)</button></form>
<form method="post" action="/pick_up"><button name="how" value="completed">They pick up</button>
<button name="how" value="no-answer">Nobody picks up</button></form></section></html>
""")


def page(texts: Sequence[dict[str, Any]], call: Call | None) -> str:
    """Texts on one side, the last call on the other."""
    told = "".join(
        f'<li class="{"in" if one["out"] else "out"}"><b>{escape(one["number"])}</b> '
        f"{time.strftime('%H:%M:%S', time.gmtime(one['at']))}<br>{escape(one['body'])}</li>"
        for one in texts[-SHOWN:]
    )
    said = [
        f"<li>{escape(text)} <small>{escape(tongue)}</small></li>"
        for tongue, text in (call.said if call else ())
    ]
    how = f"{call.state} {call.why} {' '.join(call.dialled)}" if call else "No call yet."
    return _PAGE.substitute(texts=told, said="".join(said), how=escape(how))
