"""The verifier page in a real browser: from a file, offline, in light and dark, and told the lies of test_lies.py."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from manumit.base.ledger import (
    Checkpoint,
    KeyPair,
    LogReader,
    Memory,
    Note,
    Policy,
    Proof,
    parse_note,
    verifier_page,
    verify_proof,
)
from tests.base.ledger import other
from tests.base.ledger.conftest import ORIGIN, entries

pytestmark = pytest.mark.browser
WITNESSES = [KeyPair(f"w{n}.example.org", 4, bytes([n]) * 32) for n in (1, 2, 3)]
ENTRY = b"entry 42"
NUMBERS = count(1000)


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page, opened from a file in a browser that is offline; any request but that one fails the test."""
    (tmp_path / "verify.html").write_bytes(verifier_page())
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text))
        page.goto((tmp_path / "verify.html").as_uri())
        yield page
        assert [url for url in asked if not url.endswith("/verify.html")] == []
        assert errors == []


@dataclass(frozen=True)
class Case:
    """What somebody was given."""

    proof: Proof
    policy: str
    key: str


@pytest.fixture
def case(log_of: Callable[[int], Path], key: KeyPair) -> Case:
    folder = log_of(300)
    lines = [f"witness w{n} {one.verifier}" for n, one in enumerate(WITNESSES, 1)]
    policy = "\n".join(["# trusted", f"log {key.verifier}", *lines, "group g 2 w1 w2 w3", "quorum g", ""])
    return Case(LogReader(folder, Policy.of([key.verifier])).prove(42), policy, f"{key.verifier}\n")


def drop(page: Page, proof: bytes, entry: bytes, trusted: str) -> tuple[str, str]:
    """Give the three files; what the page says: (state, words)."""
    for kind, data in (("proof", proof), ("entry", entry), ("key", trusted.encode())):
        name = f"{next(NUMBERS)}.{kind}"
        page.set_input_files(
            f"#{kind}-file", {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        )
        page.wait_for_selector(f"#{kind}-name:has-text('{name}')")
    return settle(page)


def settle(page: Page) -> tuple[str, str]:
    page.wait_for_selector("#result[aria-busy=false]")
    state = page.get_attribute("#result", "data-state")
    assert state is not None
    return state, page.inner_text("#result")


def cosigned(proof: Proof, *witnesses: KeyPair) -> Proof:
    note = parse_note(proof.checkpoint)
    lines = [one.cosign(note.text, 1_700_000_000) for one in witnesses]
    return replace(proof, checkpoint=str(note.with_signatures(lines)).encode())


def test_three_verdicts(page: Page, case: Case) -> None:
    state, words = drop(page, bytes(cosigned(case.proof, WITNESSES[0], WITNESSES[2])), ENTRY, case.policy)
    assert state == "witnessed"
    assert "w1, w3 (needed: 2 of 3), on 2023-11-14 22:13 UTC" in words
    state, words = drop(page, bytes(cosigned(case.proof, WITNESSES[0])), ENTRY, case.policy)
    assert (state, "Cosigned: w1" in words) == ("logged", True)
    state, words = drop(page, bytes(case.proof), ENTRY, case.key)
    assert (state, "No witness was asked for" in words) == ("logged", True)


def test_files_dropped_together_are_told_apart(page: Page, case: Case) -> None:
    for trusted in (case.key, case.policy):
        page.evaluate(
            "([entry, key, proof]) => take([new File([entry], 'a'), new File([key], 'b'), new File([proof], 'c')])",
            [ENTRY.decode(), trusted, bytes(case.proof).decode()],
        )
        assert settle(page)[0] == "logged"
        assert page.inner_text("#entry-name").startswith("a,")


def lies(case: Case, key: KeyPair) -> dict[str, tuple[bytes, bytes, str]]:
    note = parse_note(case.proof.checkpoint)
    stranger = KeyPair.generate(ORIGIN)
    older = Note(other.checkpoint(ORIGIN, entries(200), key._private).partition("\n\n")[0] + "\n", ())
    replayed = note.with_signatures([one.cosign(older.text, 1_700_000_000) for one in WITNESSES])

    def under(changed: Note) -> bytes:
        return bytes(replace(case.proof, checkpoint=str(changed).encode()))

    return {
        "rewritten entry": (bytes(case.proof), b"entry 43", case.key),
        "another place": (bytes(replace(case.proof, index=43)), ENTRY, case.key),
        "beyond the log": (bytes(replace(case.proof, index=300)), ENTRY, case.key),
        "truncated": (under(Note(note.text.replace("\n300\n", "\n200\n"), note.signatures)), ENTRY, case.key),
        "swapped key": (under(Note(note.text, (stranger.sign(note.text),))), ENTRY, case.key),
        "swapped key with the old id": (
            under(Note(note.text, (replace(stranger.sign(note.text), id=key.verifier.id),))),
            ENTRY,
            case.key,
        ),
        "replayed cosignature": (under(replayed), ENTRY, case.policy),
        "short proof": (bytes(replace(case.proof, path=case.proof.path[:-1])), ENTRY, case.key),
        "long proof": (bytes(replace(case.proof, path=(*case.proof.path, bytes(32)))), ENTRY, case.key),
        "no proof": (b"c2sp.org/tlog-proof@v1\n", ENTRY, case.key),
        "damaged key": (bytes(case.proof), ENTRY, case.key.replace("+", "+0", 1)),
        "a witness for a log": (bytes(case.proof), ENTRY, f"{WITNESSES[0].verifier}\n"),
        "policy without a quorum": (bytes(case.proof), ENTRY, case.policy.replace("quorum g", "")),
        "policy of strangers": (bytes(case.proof), ENTRY, case.policy.replace("2 w1", "2 w9")),
    }


def test_every_lie_is_refused(page: Page, case: Case, key: KeyPair) -> None:
    told = {name: drop(page, *given) for name, given in lies(case, key).items()}
    assert {name: state for name, (state, _) in told.items()} == dict.fromkeys(told, "refused")
    assert "This entry does not stand at that place" in told["rewritten entry"][1]
    assert "does not hold" in told["replayed cosignature"][1]


def test_a_fork_shown_in_one_window(page: Page, case: Case, key: KeyPair) -> None:
    lie = [*entries(299), b"lie"]
    text = str(Checkpoint(ORIGIN, 300, other.mth(lie)))
    forged = Proof(42, tuple(other.inclusion(42, lie)), str(Note(text, (key.sign(text),))).encode())
    assert drop(page, bytes(case.proof), ENTRY, case.key)[0] == "logged"
    state, words = drop(page, bytes(forged), ENTRY, case.key)
    assert (state, "two histories" in words) == ("refused", True)


def test_flipped_bits_in_a_proof_are_judged_as_python_judges_them(page: Page, case: Case) -> None:
    whole = bytes(cosigned(case.proof, *WITNESSES))
    page.set_input_files("#entry-file", {"name": "e", "mimeType": "text/plain", "buffer": ENTRY})
    page.fill("#key-text", case.policy)
    flipped = []
    for at in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[at] ^= 4
        flipped.append(bytes(changed))
    states = page.evaluate(
        """async ([proofs, entry, policy]) => {
            const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
            const told = [];
            for (const one of proofs) {
                seen.clear();
                try { told.push((await verify(bytes(one), bytes(entry), policy)).cosigners.length); }
                catch (error) { told.push(error instanceof Refused ? -1 : String(error)); }
            }
            return told;
        }""",
        [[_base64(one) for one in flipped], _base64(ENTRY), case.policy],
    )
    assert states == [_python_says(one, case.policy) for one in flipped]
    assert states.count(-1) > len(states) * 0.8


def _python_says(proof: bytes, policy: str) -> int:
    from manumit.base.kernel import VerificationFailed

    try:
        return len(verify_proof(Proof.parse(proof), ENTRY, Policy.parse(policy), Memory()).cosigners)
    except VerificationFailed:
        return -1


def _base64(data: bytes) -> str:
    import base64

    return base64.b64encode(data).decode()


def test_a_browser_without_ed25519_says_so(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "verify.html").write_bytes(verifier_page())
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.add_init_script("crypto.subtle.importKey = () => Promise.reject(new Error('unknown'))")
        page.goto((tmp_path / "verify.html").as_uri())
        page.wait_for_selector("#result[data-state=refused]")
        assert "cannot check signatures" in page.inner_text("#result")
        assert page.is_disabled("#proof-file")


CONTRAST = """() => {
    const rgb = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const linear = (v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const light = (c) => c.map(linear).reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
    const behind = (node) => {
        for (; node; node = node.parentElement) {
            const color = getComputedStyle(node).backgroundColor;
            if (!/, 0\\)$|transparent/.test(color)) return rgb(color);
        }
        return [255, 255, 255];
    };
    const found = [...document.querySelectorAll("h1, h2, p, label, li, .step, textarea, input")].map((node) => {
        const [a, b] = [light(rgb(getComputedStyle(node).color)), light(behind(node))];
        return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), node.id || node.tagName];
    });
    return found.sort((a, b) => a[0] - b[0])[0];
}"""
"""The worst contrast of text on the page (WCAG 2.2, 1.4.3), and where."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_is_readable(scheme: str, page: Page, case: Case, key: KeyPair) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shots = os.environ.get("MANUMIT_SHOTS")
    given = {
        "witnessed": (bytes(cosigned(case.proof, *WITNESSES)), ENTRY, case.policy),
        "logged": (bytes(case.proof), ENTRY, case.key),
        "refused": (bytes(case.proof), b"other", case.key),
    }
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for name, files in given.items():
            assert drop(page, *files)[0] == name
            ratio, where = page.evaluate(CONTRAST)
            assert ratio >= 4.5, (scheme, name, where)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, name)
            if shots:
                page.screenshot(path=f"{shots}/verify-{name}-{scheme}-{width}.png", full_page=True)
    for box in page.query_selector_all("input, textarea"):
        assert page.evaluate("(node) => node.labels.length > 0 || node.ariaLabel !== null", box)
