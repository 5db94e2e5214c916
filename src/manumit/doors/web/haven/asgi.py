"""What the server runs. The models that look for danger are read beside it: the first to write does not wait."""

from threading import Thread

from django.core.asgi import get_asgi_application

inner = get_asgi_application()

from manumit.doors.web.haven.bodies import bounded  # noqa: E402  its models need the apps to be there
from manumit.doors.web.haven.talking import warm  # noqa: E402

application = bounded(inner)

Thread(target=warm, daemon=True).start()
