"""Keccak-256 as used by Ethereum and Monero (the padding of 2011, not that of SHA-3)."""

from __future__ import annotations

_RATE = 136  # bytes absorbed a round
_MASK = (1 << 64) - 1


def _round_constants() -> list[int]:
    """The linear feedback shift register of FIPS 202, section 3.2.5."""
    constants, state = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if state & 1:
                constant |= 1 << ((1 << j) - 1)
            state = (state << 1) ^ (0x171 if state & 0x80 else 0)
        constants.append(constant)
    return constants


def _offsets() -> dict[tuple[int, int], int]:
    offsets, x, y = {(0, 0): 0}, 1, 0
    for t in range(24):
        offsets[x, y] = (t + 1) * (t + 2) // 2 % 64
        x, y = y, (2 * x + 3 * y) % 5
    return offsets


_ROUNDS, _OFFSETS = _round_constants(), _offsets()


def _turn(word: int, by: int) -> int:
    return ((word << by) | (word >> (64 - by))) & _MASK if by else word


def _permute(lanes: list[list[int]]) -> list[list[int]]:
    for constant in _ROUNDS:
        c = [lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4] for x in range(5)]
        d = [c[(x - 1) % 5] ^ _turn(c[(x + 1) % 5], 1) for x in range(5)]
        b = [[0] * 5 for _ in range(5)]
        for x in range(5):
            for y in range(5):
                b[y][(2 * x + 3 * y) % 5] = _turn(lanes[x][y] ^ d[x], _OFFSETS[x, y])
        lanes = [
            [b[x][y] ^ (~b[(x + 1) % 5][y] & _MASK & b[(x + 2) % 5][y]) for y in range(5)] for x in range(5)
        ]
        lanes[0][0] ^= constant
    return lanes


def keccak256(data: bytes) -> bytes:
    """32 bytes."""
    padded = bytearray(data) + b"\x01" + b"\x00" * (-(len(data) + 1) % _RATE)
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), _RATE):
        for i in range(_RATE // 8):
            word = int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
            lanes[i % 5][i // 5] ^= word
        lanes = _permute(lanes)
    return b"".join(lanes[i % 5][i // 5].to_bytes(8, "little") for i in range(4))
