"""Settings that doors have in common: what holds for every one, and what for those that staff sign in to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF


def every_door(secure: bool, hosts: str, assets: Path, uploads: Path) -> dict[str, Any]:
    """Of every door; `secure`: it is behind TLS, and a proxy that says so."""
    return {
        "DEBUG": False,
        "ALLOWED_HOSTS": [*hosts.split(), "127.0.0.1", "localhost", "[::1]"],
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "AUTH_USER_MODEL": "accounts.User",
        "USE_I18N": True,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LANGUAGE_CODE": "en",
        "FORMAT_MODULE_PATH": "manumit.doors.web.formats",
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "SECURE_HSTS_SECONDS": 31536000 if secure else 0,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if secure else None,
        "STATIC_URL": "static/",
        "STATICFILES_DIRS": [assets] if assets.is_dir() else [],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MAX_AGE": 60,
        "WHITENOISE_IMMUTABLE_FILE_TEST": r"-[0-9A-Z]{8}\.[a-z0-9]+$",  # our build's: other content, other name
        "FILE_UPLOAD_TEMP_DIR": str(uploads),
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": dict(POLICY)},
    }


POLICY: dict[str, Any] = {
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
"""Content-Security-Policy: no inline script or style, no third party."""


def staff_door(secure: bool, name: str, issuer: str) -> dict[str, Any]:
    """Of a door that staff sign in to with a second factor; cookies are called `name`, the entry of an authenticator
    `issuer`."""
    cookies = {
        f"{cookie}_COOKIE_{what}": value
        for cookie in ("SESSION", "CSRF", "LANGUAGE")
        for what, value in (("SAMESITE", "Strict"), ("HTTPONLY", True), ("SECURE", secure))
    }
    validation = "django.contrib.auth.password_validation"
    return cookies | {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": f"{validation}.CommonPasswordValidator"},
            {"NAME": f"{validation}.UserAttributeSimilarityValidator"},
        ],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
        "LOGIN_URL": "account_login",
        "LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_ADAPTER": "manumit.doors.web.accounts.adapter.StaffOnly",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_RATE_LIMITS": {"login_failed": "10/m/ip,5/5m/key", "login": "60/m/ip"},
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1
        if secure
        else 0,  # else one guesser would slow down everybody's sign-in
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_TOLERANCE": 1,  # a code that ends while it is typed (RFC 6238, 5.2)
        "MFA_TOTP_ISSUER": issuer,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not secure,
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_NAME": name,
        "CSRF_COOKIE_NAME": f"{name}-csrf",
        "LANGUAGE_COOKIE_NAME": f"{name}-language",
        "SESSION_COOKIE_AGE": 12 * 3600,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "CACHES": {
            "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
        },
    }


STAFF_LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("ar", "العربية"),
]
"""In their own names."""
