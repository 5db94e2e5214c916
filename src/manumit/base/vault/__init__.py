"""The vault: what only its holders may read, and what a person can still have erased.

`Vault` keeps sealed records, each person's under a data key of their own; `erase` destroys the key here and in every
copy of the keys, and data backups hold none. `Keyring` keeps the keys (under a passphrase, a PKCS#11 token or a key
service), `Tombstones` what must not come back; `write_backup` and `read_backup` stream folders into age files;
`seal_message` and `MessageKey` are sealed messages (HPKE). Nothing here writes a log: the caller passes one. Other
rooms come in here.
"""

from manumit.base.vault.age import AgeReader, AgeWriter, Stanza, age_open, age_seal, read_header
from manumit.base.vault.archive import BackupNote, backup_note, read_backup, write_backup
from manumit.base.vault.attempts import Attempts
from manumit.base.vault.chunks import ChunkReader, ChunkWriter
from manumit.base.vault.epoch import Key
from manumit.base.vault.events import Log, VaultEvent, event_of
from manumit.base.vault.holder import KeyHolder, OrganisationKey, PassphraseHolder, Stretch
from manumit.base.vault.holders import holder_for
from manumit.base.vault.keyring import Keyring
from manumit.base.vault.kms import Transit, TransitHolder
from manumit.base.vault.lines import append_lines, shred, swap, write_whole
from manumit.base.vault.message import MessageKey, need_message, seal_message
from manumit.base.vault.pkcs11 import TokenHolder
from manumit.base.vault.places import Place, Places, take_copy
from manumit.base.vault.record import Item, Opened, Receipt
from manumit.base.vault.retention import load_policy
from manumit.base.vault.sealing import bound, seal, unseal
from manumit.base.vault.store import SealedRow, SealedStore, SqliteStore
from manumit.base.vault.tombstones import Erasure, Marker, Tombstones
from manumit.base.vault.vault import Erasing, Vault, backup_sources, new_id

__all__ = [
    "AgeReader",
    "AgeWriter",
    "Attempts",
    "BackupNote",
    "ChunkReader",
    "ChunkWriter",
    "Erasing",
    "Erasure",
    "Item",
    "Key",
    "KeyHolder",
    "Keyring",
    "Log",
    "Marker",
    "MessageKey",
    "Opened",
    "OrganisationKey",
    "PassphraseHolder",
    "Place",
    "Places",
    "Receipt",
    "SealedRow",
    "SealedStore",
    "SqliteStore",
    "Stanza",
    "Stretch",
    "TokenHolder",
    "Tombstones",
    "Transit",
    "TransitHolder",
    "Vault",
    "VaultEvent",
    "age_open",
    "age_seal",
    "append_lines",
    "backup_note",
    "backup_sources",
    "bound",
    "event_of",
    "holder_for",
    "load_policy",
    "need_message",
    "new_id",
    "read_backup",
    "read_header",
    "seal",
    "seal_message",
    "shred",
    "swap",
    "take_copy",
    "unseal",
    "write_backup",
    "write_whole",
]
