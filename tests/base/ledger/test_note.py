"""Signed notes, keys and checkpoints: the published example, what is refused, and texts of any kind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.base.ledger import (
    Checkpoint,
    KeyPair,
    Note,
    Pinned,
    VerifierKey,
    open_checkpoint,
    parse_note,
    read_keys,
)
from tests.base.ledger.conftest import ORIGIN

# The example in the documentation of Go's golang.org/x/mod/sumdb/note.
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_published_example() -> None:
    key, pair = VerifierKey.parse(PUBLIC), KeyPair.parse(SECRET)
    assert (str(pair.verifier), str(pair), str(key)) == (PUBLIC, SECRET, PUBLIC)
    note = parse_note(NOTE.encode())
    assert list(note.signed_by([key])) == [key]
    assert str(Note(note.text, (pair.sign(note.text),))) == NOTE == str(note)


@pytest.mark.parametrize(
    "wrong",
    [
        NOTE.replace("know", "knew"),
        NOTE.replace("x08go/ZJ", "x08go/ZK"),
    ],
)
def test_a_known_key_whose_signature_does_not_hold_spoils_the_note(wrong: str, key: KeyPair) -> None:
    note = parse_note(wrong.encode())
    with pytest.raises(VerificationFailed, match="does not hold"):
        note.signed_by([VerifierKey.parse(PUBLIC)])
    assert note.signed_by([key.verifier]) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"\n\n",
        b"text\n",
        b"text\n\n",
        NOTE[:-1].encode(),
        NOTE.replace("— ", "- ").encode(),
        NOTE.replace("\n\n", "\n").encode(),
        NOTE.replace("BwJnAM=", "BwJnAN=").encode(),
        NOTE.replace("BwJnAM=", "").encode(),
        NOTE.replace("you don't", "you\tdon't").encode(),
        NOTE.replace("\n", "\r\n").encode(),
        NOTE.encode() + b"\xff\n",
        NOTE.encode() + b"more\n",
        NOTE.replace("— PeterNeumann", "—  PeterNeumann").encode(),
        b"text\n\n" + "— n AAAAAA==\n".encode(),
        b"text\n\n" + "— n AAAAAAA=\n".encode() * 101,
        b"x" * 1_000_001 + NOTE.encode(),
    ],
)
def test_what_is_no_note(wrong: bytes) -> None:
    with pytest.raises(VerificationFailed):
        parse_note(wrong)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_note_or_refused(data: bytes) -> None:
    try:
        note = parse_note(data)
    except VerificationFailed:
        return
    assert str(note).encode() == data


@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30),
    st.integers(0, 2**63 - 1),
    st.binary(),
)
def test_a_checkpoint_survives_writing_and_reading(origin: str, size: int, noise: bytes) -> None:
    at = Checkpoint(origin or "o", size + 1 if size < 2**63 - 1 else size, noise.ljust(32, b"\0")[:32])
    assert Checkpoint.parse(str(at)) == at


@pytest.mark.parametrize(
    "text",
    [
        "o\n1\n",
        "\n1\nAAAA\n",
        "o\n1\nAAAA\n",
        "o\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n٣\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        "o\n1\n\n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nextension\n",
        "o\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(VerificationFailed):
        Checkpoint.parse(text)


def test_extension_lines_are_signed_and_kept(key: KeyPair, pinned: Pinned) -> None:
    text = f"{ORIGIN}\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore words\n"
    opened = open_checkpoint(str(Note(text, (key.sign(text),))).encode(), pinned)
    assert opened.checkpoint.extensions == ("more words",)
    assert str(opened.checkpoint) == text


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "PeterNeumann",
        PUBLIC.replace("c74f20a3", "c74f20a4"),
        PUBLIC.replace("Peter", "Pieter"),
        PUBLIC[:-1] + "X",
        PUBLIC + "AAAA",
        PUBLIC.replace("PeterNeumann", ""),
        "x+00000000+",
    ],
)
def test_what_is_no_verifier_key(wrong: str) -> None:
    with pytest.raises(UsageError):
        read_keys(wrong)


def test_keys_of_other_types_are_passed_over_while_one_is_known() -> None:
    other_type = "n+00000000+Bg=="
    assert [str(key) for key in read_keys(f"# keys\n\n{other_type}\n{PUBLIC}\n")] == [PUBLIC]
    with pytest.raises(UsageError, match="type 6"):
        read_keys(other_type)


@pytest.mark.parametrize(
    "wrong", ["", PUBLIC, SECRET[:-2], SECRET.replace("c74f", "c74e"), "PRIVATE+KEY+a+b+c"]
)
def test_what_is_no_private_key(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        KeyPair.parse(wrong)


def test_a_key_file_is_its_owners_alone_and_never_written_over(tmp_path: Path, key: KeyPair) -> None:
    key.save(tmp_path / "key")
    assert os.stat(tmp_path / "key").st_mode & 0o777 == 0o600
    assert KeyPair.load(tmp_path / "key") == key
    assert str(key) not in repr(key)
    with pytest.raises(FileExistsError):
        key.save(tmp_path / "key")
    with pytest.raises(UsageError):
        KeyPair.generate("two words")


def test_a_key_does_one_thing(key: KeyPair) -> None:
    witness = KeyPair.generate("w.example.org", witness=True)
    with pytest.raises(UsageError):
        witness.sign("text\n")
    with pytest.raises(UsageError):
        key.cosign("text\n", 1)
