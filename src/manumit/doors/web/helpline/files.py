"""Built files of a door, each sent whole: they are small, and a server that waits for many has no thread for each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware


class Files(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise, whose answers are no streams."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """A file, with the headers that WhiteNoise gave it."""
        streamed = WhiteNoiseMiddleware.serve(static_file, request)
        body = b"".join(streamed.streaming_content)
        streamed.close()
        return HttpResponse(body, status=streamed.status_code, headers=streamed.headers)
