"""Adverts with known identifiers, disguised in every way we know of, made by another hand than the extractor.

Nothing here shares a word list, a pattern or a checksum with `src/manumit`, and whoever works on the extractor should
not read it: `measure.py` prints numbers alone. Everything is made up: names of nobody, domains reserved for
documentation (RFC 2606), blocks of numbers kept for fiction where a country has them, addresses and accounts of
random bytes.
"""
