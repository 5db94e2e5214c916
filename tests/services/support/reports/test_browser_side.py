"""What the browser's code seals, Python opens, and the other way: the same bytes on both sides."""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from manumit.doors.web.building import build_assets, find_node
from manumit.services.support import Enclosed, ItemHeader, ReturnCode, open_item, seal_item, words

SALT = bytes(range(16))
SIDE = """
import { sealItem, openItem, sealAgain } from "./src/sealed/envelope.js";
import { pairOf, bytesOf } from "./src/sealed/keys.js";
import { wordsOf, digitsOf, codeFrom } from "./src/sealed/code.js";
import { cut } from "./src/note/photo.js";
import { readFileSync } from "node:fs";
const told = JSON.parse(readFileSync(0, "utf8"));
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const text = (data) => Buffer.from(data).toString("base64");
const made = {};
if (told.seal) {
  const files = told.seal.files.map((one) => ({ ...one, blob: new Blob([bytes(one.data)]) }));
  const item = await sealItem({ ...told.seal, files, recipients: told.seal.recipients.map(bytes) });
  const parts = [];
  for (let at = 0; at < item.size; ) {
    const part = Buffer.from(await (await item.piece(at, 262208)).arrayBuffer());
    const again = Buffer.from(await (await item.piece(at, 262208)).arrayBuffer());
    if (!part.equals(again)) throw new Error("not the same twice");
    parts.push(part);
    at += part.length;
  }
  Object.assign(made, { header: item.header, body: text(Buffer.concat(parts)) });
}
if (told.open) {
  const pair = await pairOf(bytes(told.open.seed));
  const body = bytes(told.open.body);
  const opened = await openItem(told.open.header, Uint8Array.from(body).buffer, pair);
  made.head = opened.head;
  const shown = async ({ name, type, blob }) => ({ name, type, data: text(await blob.arrayBuffer()) });
  made.files = await Promise.all(opened.files.map(shown));
  if (told.open.to) made.again = await sealAgain(told.open.header, pair, bytes(told.open.to));
}
if (told.codes) {
  made.codes = [];
  for (const { code, list } of told.codes)
    made.codes.push([await wordsOf(bytes(code), list), await digitsOf(bytes(code))]);
}
if (told.typed) {
  made.typed = [];
  for (const { said, lists } of told.typed) {
    const code = await codeFrom(said, lists);
    made.typed.push(code && text(code));
  }
}
if (told.cut) {
  const left = cut(bytes(told.cut));
  made.cut = left && text(await left.arrayBuffer());
}
console.log(JSON.stringify(made));
"""


@pytest.fixture(scope="module")
def assets() -> Path:
    return build_assets().parent


def browser(assets: Path, told: dict[str, Any]) -> Any:
    """What the browser's code makes of it, run by node."""
    node = find_node()
    made = subprocess.run(
        [*node.node, "--input-type=module", "-e", SIDE],
        input=json.dumps(told).encode(),
        capture_output=True,
        cwd=assets,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stderr.decode()
    return json.loads(made.stdout)


def _text(data: bytes) -> str:
    return b64encode(data).decode()


def _pair(seed: bytes) -> Any:
    from manumit.services.support.reports.envelope import suite

    return suite().kem.derive_key_pair(seed)


@pytest.mark.parametrize("size", [10, 70_000, 1_500_000])
def test_python_opens_what_the_browser_sealed(assets: Path, size: int) -> None:
    pair = _pair(b"r" * 32)
    files = [{"name": "a.jpg", "type": "image/jpeg", "data": _text(b"\xff" * size), "original": True}]
    head = {"text": "слово 👍 " * 9, "kind": "report", "locale": "ru"}
    public = bytes(pair.public_key.to_public_bytes())
    other = bytes(_pair(b"s" * 32).public_key.to_public_bytes())
    told = {"thread": "ab" * 16, "head": head, "files": files, "recipients": [_text(other), _text(public)]}
    made = browser(assets, {"seal": told})
    opened = open_item(ItemHeader.read(made["header"]), b64decode(made["body"]), pair)
    assert opened.head["text"] == head["text"]
    assert opened.head["made_at"].endswith(":00Z")
    assert opened.files == (Enclosed("a.jpg", "image/jpeg", b"\xff" * size, True),)


def test_the_browser_opens_what_python_sealed_and_hands_it_on(assets: Path) -> None:
    seed = b"p" * 32
    head = {"text": "an answer", "kind": "answer", "locale": "en", "made_at": "2026-11-28T20:00Z"}
    public = bytes(_pair(seed).public_key.to_public_bytes())
    header, body = seal_item("cd" * 16, head, [public], [Enclosed("b.txt", "text/plain", b"x" * 100_000)])
    colleague = _pair(b"c" * 32)
    told = {
        "seed": _text(seed),
        "header": header.shape(),
        "body": _text(body),
        "to": _text(bytes(colleague.public_key.to_public_bytes())),
    }
    made = browser(assets, {"open": told})
    assert made["head"]["text"] == "an answer"
    assert b64decode(made["files"][0]["data"]) == b"x" * 100_000
    shape = header.shape()
    shape["sealed"].append(made["again"])
    assert open_item(ItemHeader.read(shape), body, colleague).head["text"] == "an answer"


def test_a_code_says_the_same_on_both_sides(assets: Path) -> None:
    codes = [ReturnCode(bytes([one, 255 - one, 0, 1, 2, 250, 7, one])) for one in range(0, 256, 5)]
    locales = ["en", "es", "fr", "pt", "ru", "uk", "ar", "zh", "tl", "vi", "ro"]
    lists = [list(words(one)) for one in locales]
    asked = [{"code": _text(one.secret), "list": lists[at % len(lists)]} for at, one in enumerate(codes)]
    said = browser(assets, {"codes": asked})["codes"]
    for at, one in enumerate(codes):
        assert said[at] == [one.words(locales[at % len(lists)]), one.digits()]


@pytest.mark.parametrize("locale", ["en", "es", "ru", "ar", "zh", "vi", "ro"])
def test_typed_carelessly_it_is_read_the_same(assets: Path, locale: str) -> None:
    code = ReturnCode(b"\x00\xff\x10\x20\x99\x80\x41\x07")
    lists = [list(words("en")), list(words(locale))]
    told = [
        " ".join(code.words(locale)).upper(),
        ", ".join(one[:3] for one in code.words(locale)),
        " ".join(code.digits()),
        "".join(code.digits()).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        " ".join(code.words(locale)[:8]),
        "".join(code.digits())[:-1] + str((int(code.digits()[-1]) + 1) % 10),
    ]
    read = browser(assets, {"typed": [{"said": one, "lists": lists} for one in told]})["typed"]
    assert read == [_text(code.secret)] * 4 + [None, None]
    mine = [ReturnCode.read(one, locale) for one in told]
    assert mine == [code] * 4 + [None, None]


def _photo(**more: Any) -> bytes:
    told = Image.Exif()
    told[0x010E] = "taken at the harbour gate"
    made = BytesIO()
    Image.effect_noise((64, 48), 90).save(made, "JPEG", exif=told, comment=b"harbour comment", **more)
    return made.getvalue()


@pytest.mark.parametrize("more", [{}, {"progressive": True}])
def test_what_cannot_be_drawn_is_cut_free_of_its_notes(assets: Path, more: dict[str, Any]) -> None:
    photo = _photo(**more) + b"harbour behind the end"
    assert photo.count(b"harbour") == 3
    left = b64decode(browser(assets, {"cut": _text(photo)})["cut"])
    assert b"harbour" not in left
    with Image.open(BytesIO(left)) as bare, Image.open(BytesIO(photo)) as before:
        assert bare.tobytes() == before.tobytes()


@pytest.mark.parametrize(
    "data", [b"no picture", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff\xff..", _photo()[:300]]
)
def test_what_is_no_photo_is_not_cut(assets: Path, data: bytes) -> None:
    assert browser(assets, {"cut": _text(data)})["cut"] is None
