"""What the server runs. The models that look for danger, and then the directory, are read beside it: the first
to write does not wait."""

from threading import Thread

from django.core.asgi import get_asgi_application

application = get_asgi_application()

from manumit.doors.web.haven.talking import warm  # noqa: E402  its models need the apps to be there
from manumit.doors.web.haven.views import find  # noqa: E402


def _warm() -> None:
    """The talk first."""
    warm()
    find.warm()


Thread(target=_warm, daemon=True).start()
