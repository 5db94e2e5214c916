"""Made-up adverts with known templates, and made-up identifiers with known values, for the benchmarks.

`write` makes a corpus: templates of Zipf sizes, singletons from the same phrases, shared stock phrases and franchise
text, slots filled anew, rewriting drift and noise. Nothing here imports the program it tests, so that the noise and the
checksums are another hand's.
"""

from benchmarks.corpora.adverts import ALIKE, LANGUAGES, LEVELS, NOISES, Advert, adverts, write

__all__ = ["ALIKE", "LANGUAGES", "LEVELS", "NOISES", "Advert", "adverts", "write"]
