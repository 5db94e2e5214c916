"""What the server runs."""

import django

django.setup(set_prefix=False)

from manumit.doors.web.helpline.asgi import Door  # noqa: E402  the apps have to be there

application = Door()
