"""Settings that Haven and Line share: one database, one folder, and nothing of the Desk's."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex
from typing import Any

from csp.constants import NONE, SELF

from manumit.base.kernel import settings_from
from manumit.doors.web.databases import database
from manumit.doors.web.environment import HelplineSettings
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
HOSTS = [*SET.helpline_hosts.split(), "127.0.0.1", "localhost", "[::1]"]
DATABASES: dict[str, Any] = {"default": database(SET.helpline_database, HOUSE.database)}


def secret_key(door: str) -> str:
    """A door's own secret: neither can make the other's cookies."""
    return HOUSE.secret(f"{door}.secret") if HOUSE.keys.is_dir() else token_hex(32)


POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
"""Content-Security-Policy: no inline script or style, no third party."""
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


ALWAYS: dict[str, Any] = {
    "DEBUG": False,
    "ALLOWED_HOSTS": HOSTS,
    "DATABASES": DATABASES,
    "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    "AUTH_USER_MODEL": "accounts.User",
    "USE_I18N": True,
    "USE_TZ": True,
    "TIME_ZONE": "UTC",
    "LANGUAGE_CODE": "en",
    "X_FRAME_OPTIONS": "DENY",
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    "SECURE_REFERRER_POLICY": "no-referrer",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
    "SECURE_HSTS_SECONDS": 31536000 if SECURE else 0,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None,
    "STATIC_URL": "static/",
    "STATICFILES_DIRS": [ASSETS] if ASSETS.is_dir() else [],
    "WHITENOISE_USE_FINDERS": True,
    "WHITENOISE_MAX_AGE": 60,
    "WHITENOISE_IMMUTABLE_FILE_TEST": r"-[0-9A-Z]{8}\.[a-z0-9]+$",
    "FILE_UPLOAD_TEMP_DIR": os.fspath(HOUSE.uploads),
    "CONTENT_SECURITY_POLICY": POLICY,
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
