"""Line's settings: staff with a second factor, their own sessions and secret."""

from __future__ import annotations

from manumit.doors.web.helpline.common import ALWAYS, HOUSE, LANGUAGES, MADE_UP, SECURE, WEB, secret_key

globals().update(ALWAYS)
HOUSE, MADE_UP = HOUSE, MADE_UP
LANGUAGES = [one for one in LANGUAGES if one[0] in {"en", "es", "fr", "pt", "ru", "ar"}]
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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "line:queue", "account_login"
ACCOUNT_ADAPTER = "manumit.doors.web.accounts.adapter.StaffOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Manumit Line"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
    "manumit-line",
    "manumit-line-csrf",
    "manumit-line-language",
)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
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
