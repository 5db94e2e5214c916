"""What an installation of the web may set, beside the engine's settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Each field is read from MANUMIT_<FIELD>."""

    home: str = "manumit-home"
    """Folder of the installation; `serve` and `worker` set it from --home."""
    database: str = ""
    """postgres://user:password@host/name; empty: SQLite in the installation's folder."""
    hosts: str = ""
    """Names under which the Desk is reached, with blanks between; loopback is always one."""
    secure: int = 0
    """1: the Desk is behind TLS. Cookies go over it alone, and browsers are told to insist on it."""
    address: str = "http://127.0.0.1:8000"
    """Address of the Desk, for links in e-mail."""
    folders: str = ""
    """Folders of the server that jobs may read, with colons between; below them, and nowhere else."""
    upload_gb: float = 5.0
    """Most that may be handed in at once, in GB."""
    smtp: str = ""
    """smtp://user:password@host:port, or smtps:// with TLS; empty: mail is written into the folder `mail/`."""
    mail_from: str = "manumit@localhost"
    """Who digests come from."""
    assets: str = ""
    """Where the built pages lie; empty: where set-up builds them."""


@dataclass(frozen=True, slots=True)
class HelplineSettings:
    """What a help line may set. Each field is read from MANUMIT_<FIELD>."""

    helpline_home: str = "manumit-helpline"
    """Folder of the help line; `helpline` sets it from --home."""
    helpline_database: str = ""
    """postgres://user:password@host/name; empty: SQLite in the help line's folder."""
    helpline_hosts: str = ""
    """Names under which Haven and Line are reached, with blanks between; loopback is always one."""
    helpline_secure: int = 0
    """1: both are behind TLS. Cookies go over it alone, and browsers are told to insist on it."""
    helpline_made_up: int = 0
    """1: a demonstration: what is said there is made up, and every page says so."""
    helpline_triage: str = ""
    """An operator's larger classifier (FILE.onnx, or http://127.0.0.1:PORT/...): it can only raise a severity."""
    helpline_triage_sha256: str = ""
    """SHA-256 over the files of that classifier, as `manumit triage --second FILE.onnx` tells it."""
    helpline_carrier: str = ""
    """Address of the carrier's REST interface, such as https://api.twilio.com; empty: no texts and no calls."""
    helpline_carrier_account: str = ""
    """Name of the account there (AccountSid)."""
    helpline_carrier_token: str = ""
    """The account's token: what the carrier signs with, and what texts are sent with."""
    helpline_carrier_number: str = ""
    """The help line's own number, such as +442079460000."""
    helpline_carrier_address: str = ""
    """Address of Haven as the carrier asks it, such as https://info.example; it is part of what is signed."""
    helpline_carrier_languages: str = "en es"
    """Languages of the telephone, in the order of their keys, nine at most; texts in no known language count as the
    first."""
    helpline_carrier_person: str = ""
    """Number that callers are connected with who want a person; empty: they are asked when to be called back."""
    helpline_translation_models: str = ""
    """Folder of CTranslate2 models for Line, as Argos packs them; empty: none."""
    helpline_translation_apertium: str = ""
    """The program `apertium`, for Line, between Romance languages alone; empty: none."""
    helpline_leave: str = "https://www.bbc.co.uk/weather"
    """Where Leave goes: a page that anybody may have open, such as the weather. It learns nothing of where one was."""
    helpline_name: str = "help-line"
    """The house's name in referrals and recalls, such as house.example.org: kept from the first care record on."""
    helpline_people: int = 0
    """How many people belong to the house, clients and staff: the log of care records names none of fewer than 50."""
    helpline_area: str = ""
    """Town, region or country whose services phones keep for when they are offline; empty: all."""
    helpline_havens: int = 1
    """Processes of Haven, 0.4 GB each; with hundreds of talks at once as many as there are cores."""
    helpline_assets: str = ""
    """Where the built pages lie; empty: where set-up builds them."""
