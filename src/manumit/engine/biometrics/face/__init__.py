"""Faces: found (HOG), set upright by five points, embedded in 128 numbers (dlib's ResNet, weights CC0).

`read_face` makes a template of a picture or refuses it with advice; `face_vectors` lays templates into the space in
which they are compared: mean of a development cohort taken away, length 1, so that a scalar product is the score.
"""

from manumit.engine.biometrics.face.embedding import (
    MAKE,
    face_vectors,
    own_centre,
    raw_vectors,
    read_face,
    read_faces,
)
from manumit.engine.biometrics.face.finding import Found, find_faces

__all__ = [
    "MAKE",
    "Found",
    "face_vectors",
    "find_faces",
    "own_centre",
    "raw_vectors",
    "read_face",
    "read_faces",
]
