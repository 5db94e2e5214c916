"""Line's settings: staff with a second factor, their own sessions and secret."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.footing import STAFF_LANGUAGES, staff_door
from manumit.doors.web.helpline.common import ALWAYS, HOUSE, MADE_UP, SECURE, WEB, secret_key

globals().update(ALWAYS)
globals().update(staff_door(SECURE, "manumit-line", "Manumit Line"))
HOUSE, MADE_UP = HOUSE, MADE_UP
LANGUAGES = STAFF_LANGUAGES
SECRET_KEY = secret_key("line")
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
    "manumit.doors.web.accounts",
    "manumit.doors.web.helpline",
    "manumit.doors.web.line",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "manumit.doors.web.helpline.files.Files",
    "csp.middleware.CSPMiddleware",
    "manumit.doors.web.line.middleware.NothingKept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "manumit.doors.web.helpline.forms.Forms",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "manumit.doors.web.accounts.middleware.SecondFactor",
    "manumit.doors.web.line.middleware.PlainErrors",
]
ROOT_URLCONF = "manumit.doors.web.line.urls"
ASGI_APPLICATION = "manumit.doors.web.line.asgi.application"
ONE_TIME_LINK = (
    _("Open Line"),
    _("Ask a supervisor of the line for a new one: they make it on the page 'People'."),
)
LOGIN_REDIRECT_URL = "line:queue"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOCALE_PATHS = [WEB / "line" / "locale", WEB / "locale"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "line" / "templates", WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "manumit.doors.web.line.context.line",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "manumit.doors.web.line.templatetags.words",
            ],
        },
    }
]
SECURE_REFERRER_POLICY = "same-origin"
"""With no-referrer browsers send forms without their origin, and a form that says not where it is from is refused."""
CSRF_FAILURE_VIEW = "manumit.doors.web.line.views.errors.not_from_here"
