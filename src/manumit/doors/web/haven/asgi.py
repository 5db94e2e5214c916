"""What the server runs. The models that look for danger, and then the directory, are read beside it: the first
to write does not wait."""

from threading import Thread

import django

django.setup(set_prefix=False)

from manumit.doors.web.haven import unheard  # noqa: E402  the apps have to be there
from manumit.doors.web.haven.bodies import bounded  # noqa: E402
from manumit.doors.web.haven.talking import warm  # noqa: E402
from manumit.doors.web.haven.views import find  # noqa: E402
from manumit.doors.web.helpline.asgi import Door  # noqa: E402

application = bounded(Door())


def _warm() -> None:
    """The talk first."""
    warm()
    find.warm()


Thread(target=_warm, daemon=True).start()
Thread(target=unheard.keep_looking, daemon=True).start()
