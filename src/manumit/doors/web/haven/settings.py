"""Haven's settings: no session, no sign-in, no account."""

from __future__ import annotations

from manumit.doors.web.helpline.common import (
    ALWAYS,
    ASSETS,
    HOUSE,
    LANGUAGES,
    LEAVE,
    MADE_UP,
    SECURE,
    WEB,
    secret_key,
)

globals().update(ALWAYS)
HOUSE, MADE_UP, LANGUAGES, LEAVE, ASSETS = HOUSE, MADE_UP, LANGUAGES, LEAVE, ASSETS
SECRET_KEY = secret_key("haven")
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "csp",
    "manumit.doors.web.accounts",
    "manumit.doors.web.helpline",
    "manumit.doors.web.haven",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "manumit.doors.web.haven.middleware.Small",
    "manumit.doors.web.helpline.files.Files",
    "csp.middleware.CSPMiddleware",
    "manumit.doors.web.haven.middleware.Quiet",
    "manumit.doors.web.haven.middleware.Shut",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "manumit.doors.web.helpline.forms.Forms",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "manumit.doors.web.haven.urls"
ASGI_APPLICATION = "manumit.doors.web.haven.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "manumit.doors.web.haven.context.haven",
            ],
            "builtins": ["django.templatetags.i18n", "manumit.doors.web.haven.templatetags.words"],
        },
    }
]
TALK_COOKIE = "s"
"""The token of a conversation: a session cookie without a telling name."""
CARE_COOKIE = "m"
"""A pass to a care record, after a code was typed: sealed, for half an hour."""
COVER_COOKIE = "v"
"""Set by who asks for another first page; only "Leave and erase all" and that person take it away."""
LEFT_COOKIE = "x"
"""Set by the page itself when somebody leaves, in case the line is away and nothing of it gets here (leave.js)."""
CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "c", "l"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
CSRF_COOKIE_AGE = LANGUAGE_COOKIE_AGE = None
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
LOCALE_PATHS = [WEB / "haven" / "locale"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
"""More than any message: what is far too long is refused with its words kept, by the page that it came from."""
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
"""More than any body that is let in (bodies.py): nothing that somebody sends is ever laid on a disk to be read."""
CSRF_FAILURE_VIEW = "manumit.doors.web.haven.views.front.too_old"
