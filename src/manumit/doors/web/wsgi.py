"""The Desk as a WSGI application."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manumit.doors.web.settings")
application = get_wsgi_application()
import_module("manumit.doors.web.urls")  # every page is read in before the first is asked for
