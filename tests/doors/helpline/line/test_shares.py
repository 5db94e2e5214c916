"""The shares of a key, and what an abstract may not repeat: the browser's own code, run by node."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.doors.web.building import ASSETS, build_assets, find_node

SIDE = """
import { readFileSync } from "node:fs";
import { BadShare, recovered, shares } from "./src/opening/shares.js";
import { spelled, unspelled } from "./src/opening/letters.js";
import { copies } from "./src/opening/abstract.js";
const told = JSON.parse(readFileSync(0, "utf8"));
const bytes = (text) => Uint8Array.from(Buffer.from(text, "hex"));
const hex = (data) => Buffer.from(data).toString("hex");
const faulty = async (parts, id) => recovered(parts, id).then(hex, (fault) => {
  if (!(fault instanceof BadShare)) throw fault;
  return fault.why;
});
const made = {};
if (told.secrets) {
  made.secrets = [];
  for (const one of told.secrets) {
    const parts = await shares(bytes(one), told.id);
    const back = [];
    for (const [a, b] of [[0, 1], [1, 0], [0, 2], [2, 1]]) back.push(await faulty([parts[a], parts[b]], told.id));
    made.secrets.push({ parts, back, other: await faulty([parts[0], parts[1]], "ffffffff00000000") });
  }
  const [one, two] = made.secrets.at(-1).parts;
  made.wrong = [];
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  for (let place = 0; place < two.length; place += 1) {
    if (two[place] === " ") continue;
    const other = letters[(letters.indexOf(two[place]) + 1 + (place % 31)) % 32];
    made.wrong.push(await faulty([one, two.slice(0, place) + other + two.slice(place + 1)], told.id));
  }
}
if (told.spell) made.spell = told.spell.map((one) => [spelled(bytes(one)), hex(unspelled(spelled(bytes(one))))]);
if (told.copies) made.copies = told.copies.map(([abstract, texts]) => copies(abstract, texts));
console.log(JSON.stringify(made));
"""


def _ask(**told: Any) -> Any:
    build_assets()
    call = [*find_node().node, "--input-type=module", "-e", SIDE]
    done = subprocess.run(
        call, cwd=ASSETS, input=json.dumps(told), capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def test_any_two_of_three_bring_a_key_back_and_every_slip_is_noticed() -> None:
    secrets = ["00" * 32, "ff" * 32, *(f"{one:064x}" for one in range(7, 7**9, 7**8))]
    told = _ask(secrets=secrets, id="0123456789abcdef")
    for secret, one in zip(secrets, told["secrets"], strict=True):
        assert one["back"] == [secret] * 4
        assert one["other"] == "foreign"
        assert len({len(part) for part in one["parts"]}) == 1
    assert told["wrong"] == ["unclear"] * 72, "one wrong letter, at every place"


@settings(max_examples=8, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=9).map(lambda one: (one * 5).hex()), min_size=1, max_size=9))
def test_letters_come_back_as_they_were(data: list[str]) -> None:
    for one, (letters, back) in zip(data, _ask(spell=data)["spell"], strict=True):
        assert back == one
        assert not set(letters) & set("ILOU")


def test_an_abstract_in_the_reports_own_words() -> None:
    text = "Three men sleep in the cellar of the laundry and may not go out."
    asked = [
        ("Several men may be held where laundry is washed.", [text], False),
        (f"They said: {text}", [text], True),
        ("three MEN sleep, in the cellar of the laundry", [text], True),
        ("Three men sleep in a cellar of the laundry.", [text], False),
        ("He has our papers.", ["He has our papers"], True),
        ("Help us.", ["Help us"], False),
        ("Anything at all", [""], False),
    ]
    told = _ask(copies=[[abstract, texts] for abstract, texts, _ in asked])["copies"]
    assert told == [said for _, _, said in asked]
