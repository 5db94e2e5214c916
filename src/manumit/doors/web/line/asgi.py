"""What the server runs. The keys of the talks are opened beside it: the first to read does not wait."""

from threading import Thread

import django

django.setup(set_prefix=False)

from manumit.doors.web.helpline.asgi import Door  # noqa: E402  the apps have to be there
from manumit.doors.web.helpline.keys import warm  # noqa: E402

application = Door()

Thread(target=warm, daemon=True).start()
