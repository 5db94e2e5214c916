"""Pictures: whether two are one, edited, and which of many a new one is. Hashes (PDQ in eight forms and of crops) find
copies among millions exactly; places that are described find what was cut, mirrored or written over; a match is one
only when the pictures agree part by part. Decoding is bounded. Lists of hashes of illegal pictures are asked first: a
hit is not looked at. Rooms are described by a model of the operator's, without the people in them.
"""

from manumit.engine.pictures.alike import Evidence
from manumit.engine.pictures.decode import Picture, open_picture
from manumit.engine.pictures.embedding import RoomModel, RoomVector
from manumit.engine.pictures.folder import Compared, Pair, SetAside, compare_folder
from manumit.engine.pictures.hamming import HashTable
from manumit.engine.pictures.hash_list import HandOver, HashList, examine, lists_of, read_hash_list
from manumit.engine.pictures.hashes import (
    PictureHashes,
    Seen,
    picture_hashes,
    region_hash,
    same_picture,
    see,
)
from manumit.engine.pictures.index import Candidate, PictureIndex
from manumit.engine.pictures.keeping import load_index, save_index
from manumit.engine.pictures.masking import people_mask, without_people
from manumit.engine.pictures.pdq import FORMS, RADIUS, Pdq, distance, luminance, pdq
from manumit.engine.pictures.sighting import digest_of, handed_over
from manumit.engine.pictures.stage import (
    PICTURE_TABLES,
    can_look,
    note_pictures,
    picture_schemas,
    pictures_stage,
    see_pictures,
)

__all__ = [
    "FORMS",
    "PICTURE_TABLES",
    "RADIUS",
    "Candidate",
    "Compared",
    "Evidence",
    "HandOver",
    "HashList",
    "HashTable",
    "Pair",
    "Pdq",
    "Picture",
    "PictureHashes",
    "PictureIndex",
    "RoomModel",
    "RoomVector",
    "Seen",
    "SetAside",
    "can_look",
    "compare_folder",
    "digest_of",
    "distance",
    "examine",
    "handed_over",
    "lists_of",
    "load_index",
    "luminance",
    "note_pictures",
    "open_picture",
    "pdq",
    "people_mask",
    "picture_hashes",
    "picture_schemas",
    "pictures_stage",
    "read_hash_list",
    "region_hash",
    "same_picture",
    "save_index",
    "see",
    "see_pictures",
    "without_people",
]
