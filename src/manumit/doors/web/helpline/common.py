"""Settings that Haven and Line share: one database, one folder, and nothing of the Desk's."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex
from typing import Any

from csp.constants import NONE, SELF

from manumit.base.kernel import settings_from
from manumit.doors.web.databases import database
from manumit.doors.web.environment import HelplineSettings
from manumit.doors.web.footing import POLICY, every_door
from manumit.doors.web.helpline.house import HelplineHouse

HERE = Path(__file__).resolve().parent
WEB = HERE.parent


SET = settings_from(HelplineSettings)
HOUSE = HelplineHouse(Path(SET.helpline_home).resolve())
ASSETS = Path(SET.helpline_assets or WEB / "assets" / "dist")
SECURE = bool(SET.helpline_secure)
MADE_UP = bool(SET.helpline_made_up)
LEAVE = SET.helpline_leave
CARE_NAME, CARE_PEOPLE = SET.helpline_name, SET.helpline_people
_DATABASE = database(SET.helpline_database, HOUSE.database, "MANUMIT_HELPLINE_DATABASE")
DATABASES: dict[str, Any] = {"default": _DATABASE | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": False}}
"""Its threads stay, and so do their connections. One that broke is seen by the call that meets it, which is made again
by whoever made it; asking before each call would cost half as much as the call."""


def secret_key(door: str) -> str:
    """A door's own secret: neither can make the other's cookies."""
    return HOUSE.secret(f"{door}.secret") if HOUSE.keys.is_dir() else token_hex(32)


OUR_POLICY = POLICY | {"media-src": [SELF, "blob:"], "font-src": [NONE]}
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("uk", "Українська"),
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("tl", "Tagalog"),
    ("vi", "Tiếng Việt"),
    ("ro", "Română"),
]
"""In their own names. `locale_of` gives the two letters that content files use."""


def locale_of(language: str) -> str:
    """Two letters: 'zh' for 'zh-hans'."""
    return language.partition("-")[0]


def file_headers(headers: Any, path: str, url: str) -> None:
    """The worker of sealed reports has a policy of its own: it may compile WebAssembly, which no page may, and nothing
    else; it cannot even ask a server for anything. What only the pages of reports load is kept in no cache: what lies
    on a phone says nothing of what was read."""
    if url.rpartition("/")[2].startswith(("sealed-worker-", "note-")):
        headers["Cache-Control"] = "no-store"
    if "/sealed-worker-" in url:
        headers["Content-Security-Policy"] = "default-src 'none'; script-src 'wasm-unsafe-eval'"


ALWAYS: dict[str, Any] = {
    **every_door(SECURE, SET.helpline_hosts, ASSETS, HOUSE.uploads),
    "DATABASES": DATABASES,
    "SECURE_REFERRER_POLICY": "no-referrer",
    "WHITENOISE_ADD_HEADERS_FUNCTION": file_headers,
    "CONTENT_SECURITY_POLICY": {"DIRECTIVES": OUR_POLICY},
    "LOGGING": {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"stderr": {"class": "logging.StreamHandler"}},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": "ERROR"},
            "manumit": {"handlers": ["stderr"], "level": "INFO"},
        },
    },
}
"""Of both doors. No log names a path with a token, an address of a person or what was said."""
