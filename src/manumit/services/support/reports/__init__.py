"""Reports without a name: their formats and sizes, the return code in words, sealing and opening, the work before.

An item is a header (to whose keys the content key is sealed, HPKE) and a body (segments of AES-256-GCM over a padded
plaintext). The browser does the same in assets/src/sealed; here is what the server may know, what a person without
JavaScript needs, and what the tests open the browser's items with.
"""

from manumit.services.support.reports.challenge import Challenges, Waits, work
from manumit.services.support.reports.code import Opened, ReturnCode
from manumit.services.support.reports.envelope import Enclosed, Opening, open_item, seal_item
from manumit.services.support.reports.header import ItemHeader, SealedKey, is_name, key_id
from manumit.services.support.reports.sizes import bucket, padded_size, sealed_size
from manumit.services.support.reports.sounds import bare_sound
from manumit.services.support.reports.words import word_locales, words

__all__ = [
    "Challenges",
    "Enclosed",
    "ItemHeader",
    "Opened",
    "Opening",
    "ReturnCode",
    "SealedKey",
    "Waits",
    "bare_sound",
    "bucket",
    "is_name",
    "key_id",
    "open_item",
    "padded_size",
    "seal_item",
    "sealed_size",
    "word_locales",
    "words",
    "work",
]
