"""The Desk as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manumit.doors.web.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # every page is read in before the first is asked for
