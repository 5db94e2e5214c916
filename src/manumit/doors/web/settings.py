"""Django's settings, made from the environment (see environment.py) and fixed for the rest."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from manumit.base.kernel import settings_from
from manumit.doors.web.databases import database
from manumit.doors.web.environment import WebSettings
from manumit.doors.web.house import House

HERE = Path(__file__).resolve().parent
WEB = settings_from(WebSettings)
HOUSE = House(Path(WEB.home or "manumit-home").resolve())
"""Made by whoever sets the installation up; nothing is made by importing this."""
ASSETS = Path(WEB.assets or HERE / "assets" / "dist")

SECRET_KEY = HOUSE.secret("web.secret") if HOUSE.keys.is_dir() else token_hex(32)
DEBUG = False
ALLOWED_HOSTS = [*WEB.hosts.split(), "127.0.0.1", "localhost", "[::1]"]
SECURE = bool(WEB.secure)

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
    "manumit.doors.web.desk.middleware.BoundedBody",
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
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "manumit.doors.web.accounts.adapter.StaffOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Manumit"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "manumit-desk"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "manumit.doors.web.desk.views.errors.not_from_here"
CSRF_COOKIE_NAME = "manumit-desk-csrf"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
"""Behind one proxy, which says in X-Forwarded-Proto and X-Forwarded-For how and from where somebody came. Without it
one guesser would slow down everybody's sign-in."""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("ar", "العربية"),
]
LANGUAGE_COOKIE_NAME = "manumit-language"
LANGUAGE_COOKIE_SAMESITE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SECURE = "Strict", True, SECURE
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATICFILES_DIRS = [ASSETS] if ASSETS.is_dir() else []
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 60
WHITENOISE_IMMUTABLE_FILE_TEST = r"-[0-9A-Z]{8}\.[a-z0-9]+$"
"""Names that our build gives: another content has another name."""
FILE_UPLOAD_TEMP_DIR = str(HOUSE.uploads)
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
