"""The web: the Desk, where staff work on what the engine found. A Django project; nothing outside this room imports
Django. `serve` starts server and worker of an installation on loopback, `work` is the worker alone, `House` is the
installation's folder, `sign_in_link` makes a link that opens the Desk once. Other rooms come in here.
"""

from manumit.doors.web.environment import HelplineSettings, WebSettings
from manumit.doors.web.house import House
from manumit.doors.web.serving import add_workspace, serve, set_up, sign_in_link, work

__all__ = [
    "HelplineSettings",
    "House",
    "WebSettings",
    "add_workspace",
    "serve",
    "set_up",
    "sign_in_link",
    "work",
]
