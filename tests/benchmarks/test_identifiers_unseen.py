"""The unseen identifiers: checksums against published vectors, spans and values against the texts."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

import phonenumbers
import pytest

from benchmarks.identifiers_unseen import ibans, wallets
from benchmarks.identifiers_unseen.__main__ import adverts, quotas, write
from benchmarks.identifiers_unseen.keccak import keccak256
from benchmarks.identifiers_unseen.measure import Tally, judge, rows_by_ad


def test_checksums_match_the_published_vectors() -> None:
    key = bytes.fromhex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
    program = bytes.fromhex("751e76e8199196d454941c45d1b3a323f1433bd6")
    checksummed = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # EIP-55
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert wallets.eip55(bytes.fromhex(checksummed[2:])) == checksummed
    assert wallets.segwit("bc", 0, program) == "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP 173
    taproot = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"  # BIP 350
    assert wallets.segwit("bc", 1, key) == taproot


@pytest.mark.parametrize(
    ("country", "digits", "check"),
    [("ES", "210004180200051332", "45"), ("BE", "5390075470", "34"), ("PT", "0002012312345678901", "54")],
)
def test_national_check_digits(country: str, digits: str, check: str) -> None:
    assert ibans._own(country, digits) == check


def test_ibans_are_right_or_wrong_as_said() -> None:
    rng = Random(5)

    def holds(iban: str) -> bool:
        number = int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4]))
        return number % 97 == 1 and len(iban) == 4 + len(ibans.SHAPES[iban[:2]])

    assert all(holds(ibans.right(rng)) for _ in range(300))
    assert not any(holds(ibans.wrong(rng)) for _ in range(300))


def test_every_class_is_there_and_each_truth_is_where_it_says() -> None:
    made = adverts(seed=3, scale=0.05)
    assert {group for group, _ in made} == set(quotas())
    for group, advert in made:
        assert any(truth.group == group for truth in advert.truth)
        for truth in advert.truth:
            assert advert.fields[truth.field][truth.start : truth.end].strip()


def test_phones_are_possible_numbers_of_their_country() -> None:
    clean = [(g, a) for g, a in adverts(seed=4, scale=0.5) if g == "phone_clean_national" and a.region]
    assert clean
    for _, advert in clean:
        truth = next(t for t in advert.truth if t.kind == "phone")
        written = advert.fields[truth.field][truth.start : truth.end]
        number = phonenumbers.parse(written, advert.region)
        assert phonenumbers.is_possible_number(number)
        assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == truth.value


def test_a_perfect_answer_is_perfect_and_an_empty_one_finds_nothing(tmp_path: Path) -> None:
    write(tmp_path, seed=2, scale=0.03)
    perfect, empty = Tally(), Tally()
    texts = rows_by_ad(tmp_path / "adverts.csv")
    for ad_id, truths in rows_by_ad(tmp_path / "truth.csv").items():
        said = [row for row in truths if row["kind"] != "none" and not row["kind"].startswith("free:")]
        judge(perfect, truths, said, texts[ad_id][0])
        judge(empty, truths, [], texts[ad_id][0])
    for count in perfect.kinds.values():
        assert (count.found, count.false) == (count.known, 0)
    assert all(count.found == 0 < count.known for count in empty.kinds.values())
    assert not any(part.part for part in (*perfect.negatives.values(), *perfect.wrong.values()))


def test_a_seed_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, seed=9, scale=0.02)
    for file in ("adverts.csv", "truth.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    with (tmp_path / "one" / "adverts.csv").open(encoding="utf-8", newline="") as adverts_file:
        assert next(csv.reader(adverts_file)) == ["ad_id", "title", "text", "contact", "location", "region"]
