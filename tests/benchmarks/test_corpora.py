"""The benchmarks' corpora are what they say: right checksums, right scores, the same again for the same seed."""

from __future__ import annotations

import random

import pytest

from benchmarks.corpora import LANGUAGES, LEVELS, adverts
from benchmarks.corpora.coins import WALLETS, broken, broken_iban, ethereum, iban, keccak256, wallet
from benchmarks.corpora.identifier_texts import items
from benchmarks.corpora.noise import disturb
from benchmarks.corpora.scores import scores


def test_keccak_and_eip55_agree_with_their_published_vectors() -> None:
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak256(b"a" * 200).hex() != keccak256(b"a" * 201).hex()

    class Payload(random.Random):
        def randbytes(self, n: int) -> bytes:
            return bytes.fromhex("5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")

    assert ethereum(Payload()) == "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


@pytest.mark.parametrize("kind", WALLETS)
def test_a_broken_address_differs(kind: str) -> None:
    rng = random.Random(kind)
    right = wallet(kind, rng)
    assert broken(right, rng) != right


def test_an_iban_has_remainder_one() -> None:
    rng = random.Random(3)

    def remainder(text: str) -> int:
        return int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97

    assert all(remainder(iban(rng)) == 1 for _ in range(50))
    assert all(remainder(broken_iban(rng)) != 1 for _ in range(50))


def test_scores_of_known_partitions() -> None:
    perfect = scores("aabb", "xxyy", [False] * 4)
    assert (perfect.ari, perfect.pair_precision, perfect.b3_recall, perfect.largest) == (1.0, 1.0, 1.0, 2)
    one = scores("aabc", "xxxx", [False, False, True, True])
    assert (one.ari, one.pair_recall, one.contaminated, one.largest) == (0.0, 1.0, 1.0, 4)


def test_a_seed_gives_its_corpus_again_and_another_seed_another_one() -> None:
    first, again, other = (list(adverts(seed, 300, "heavy")) for seed in (1, 1, 2))
    assert first == again
    assert {one.text for one in first}.isdisjoint(one.text for one in other)
    assert {one.language for one in first} == set(LANGUAGES)
    assert 0.2 < sum(one.single for one in first) / len(first) < 0.45


@pytest.mark.parametrize("level", LEVELS)
def test_noise_changes_as_much_as_it_says(level: str) -> None:
    words = [f"word{at}" for at in range(4000)]
    noisy = set(disturb(" ".join(words), level, ["stray"], random.Random(1)).split(" "))
    lost = 1 - len(noisy & set(words)) / len(words)
    assert lost == pytest.approx(LEVELS[level] * 0.07, abs=0.03)


def test_every_identifier_stands_where_it_is_said_to() -> None:
    made = list(items(1, each=2, negatives=100))
    assert sum(not one.value for one in made) >= 100
    for one in made:
        assert one.text[one.start : one.end].strip() or not one.value
    clean = [one for one in made if one.family in ("email clean", "url shortened")]
    assert all(one.value in one.text[one.start : one.end] for one in clean)
