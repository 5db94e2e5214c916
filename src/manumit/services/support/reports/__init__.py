"""Reports without a name: their formats and sizes, the return code in words, sealing and opening, the work before.

An item is a header (to whose keys the content key is sealed, HPKE) and a body (segments of AES-256-GCM over a padded
plaintext). The browser does the same in assets/src/sealed; here is what the server may know, what a person without
JavaScript needs, and what the tests open the browser's items with.
"""

from manumit.services.support.reports.challenge import Challenges, work
from manumit.services.support.reports.header import ItemHeader, SealedKey, is_name, key_id
from manumit.services.support.reports.sizes import bucket, padded_size, sealed_size

__all__ = [
    "Challenges",
    "ItemHeader",
    "SealedKey",
    "bucket",
    "is_name",
    "key_id",
    "padded_size",
    "sealed_size",
    "work",
]
