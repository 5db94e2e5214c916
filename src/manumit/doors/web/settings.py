"""Django's settings, made from the environment (see environment.py) and fixed for the rest."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from manumit.base.kernel import settings_from
from manumit.doors.web.databases import database
from manumit.doors.web.environment import WebSettings
from manumit.doors.web.footing import STAFF_LANGUAGES, every_door, staff_door
from manumit.doors.web.house import House

HERE = Path(__file__).resolve().parent
WEB = settings_from(WebSettings)
HOUSE = House(Path(WEB.home or "manumit-home").resolve())
"""Made by whoever sets the installation up; nothing is made by importing this."""
ASSETS = Path(WEB.assets or HERE / "assets" / "dist")

SECRET_KEY = HOUSE.secret("web.secret") if HOUSE.keys.is_dir() else token_hex(32)
SECURE = bool(WEB.secure)
globals().update(every_door(SECURE, WEB.hosts, ASSETS, HOUSE.uploads))
globals().update(staff_door(SECURE, "manumit-desk", "Manumit"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "ninja",
    "manumit.doors.web.accounts",
    "manumit.doors.web.api",
    "manumit.doors.web.desk",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "manumit.doors.web.desk.middleware.NothingKept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "manumit.doors.web.accounts.middleware.SecondFactor",
    "manumit.doors.web.desk.middleware.BoundedBody",
    "manumit.doors.web.desk.middleware.PlainErrors",
]
ROOT_URLCONF = "manumit.doors.web.urls"
WSGI_APPLICATION = "manumit.doors.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "manumit.doors.web.desk.context.desk",
            ],
            "builtins": ["django.templatetags.i18n", "manumit.doors.web.desk.templatetags.words"],
        },
    }
]

DATABASES = {"default": database(WEB.database, HOUSE.database)}
ONE_TIME_LINK = (
    _("Open the Desk"),
    _("Make a new one on the machine that Manumit runs on: manumit serve --link"),
)
"""What its button says, and what somebody does whose link was used."""
LOGIN_REDIRECT_URL = "desk:home"
CSRF_FAILURE_VIEW = "manumit.doors.web.desk.views.errors.not_from_here"
SECURE_REFERRER_POLICY = "same-origin"
LANGUAGES, LANGUAGE_COOKIE_NAME = STAFF_LANGUAGES, "manumit-language"
LOCALE_PATHS = [HERE / "locale"]
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
ATTACHMENT_LIMIT = 200 * 1024 * 1024
"""Bytes of one attachment of a case."""
BUNDLE_LIMIT = 64 * 1024 * 1024
"""Bytes of a court bundle that is handed in to be checked."""
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
UPLOAD_LIMIT = int(WEB.upload_gb * 10**9)
"""Bytes of files that are handed in at once."""
FOLDERS = tuple(Path(one) for one in WEB.folders.split(os.pathsep) if one.strip())
"""Folders of the server that a job may read; below them, and nowhere else."""
ADDRESS = WEB.address.rstrip("/")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

_SMTP = urlsplit(WEB.smtp)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _SMTP.hostname
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = HOUSE.mail
EMAIL_HOST, EMAIL_PORT = _SMTP.hostname or "", _SMTP.port or 587
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_SMTP.username or ""), unquote(_SMTP.password or "")
EMAIL_USE_TLS = _SMTP.scheme == "smtps"
DEFAULT_FROM_EMAIL = WEB.mail_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING"},
        "manumit": {"handlers": ["stderr"], "level": "INFO"},
    },
}
SITE_NAME = _("Manumit Desk")
