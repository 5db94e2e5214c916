"""Pictures: whether two are one, edited, and which of many a new one is. Hashes (PDQ in eight forms and of crops) find
copies among millions exactly; places that are described find what was cut, mirrored or written over; a match is one
only when the pictures agree part by part. Decoding is bounded. Lists of hashes of illegal pictures are asked first: a
hit is not looked at. Rooms are known by parts in common and by a model of the operator's,
without the people in them. `pictures_stage` is the main job's.
"""

from manumit.engine.pictures.alike import Evidence
from manumit.engine.pictures.cataloguing import Catalogue, catalogue, catalogue_rows
from manumit.engine.pictures.decode import Picture, open_picture
from manumit.engine.pictures.described import Described, Known, describe
from manumit.engine.pictures.embedding import RoomModel, RoomVector
from manumit.engine.pictures.folder import Compared, Pair, SetAside, compare_folder
from manumit.engine.pictures.hamming import HashTable
from manumit.engine.pictures.hash_list import (
    HandOver,
    HashList,
    admit,
    digests_of,
    examine,
    lists_of,
    names_any,
    near_a_list,
    read_hash_list,
)
from manumit.engine.pictures.hashes import (
    PictureHashes,
    Seen,
    marked,
    picture_hashes,
    region_hash,
    same_picture,
    see,
)
from manumit.engine.pictures.index import Candidate, PictureIndex
from manumit.engine.pictures.keeping import load_index, save_index
from manumit.engine.pictures.masking import people_in, people_mask, without_people
from manumit.engine.pictures.parts import Room, Shared, room_of, shared_parts
from manumit.engine.pictures.pdq import (
    BITS,
    FORMS,
    GOOD_QUALITY,
    RADIUS,
    Pdq,
    distance,
    forms_of,
    luminance,
    pdq,
)
from manumit.engine.pictures.regions import Region, regions_of
from manumit.engine.pictures.rooms import MOST_FALSE, Chain, Found, Hotel, Rooms
from manumit.engine.pictures.rooms_asked import forget_rooms, keep_rooms, open_rooms
from manumit.engine.pictures.rooms_keeping import RoomsCard, load_rooms, rooms_card, save_rooms
from manumit.engine.pictures.shared_regions import (
    Answered,
    KnownRoom,
    ask_regions,
    read_regions,
    region_lines,
    region_rows,
)
from manumit.engine.pictures.showing import copy_of_room, rooms_beside
from manumit.engine.pictures.sighting import digest_of, hand_over, handed_over, note_hand_over
from manumit.engine.pictures.stage import (
    PICTURE_TABLES,
    can_look,
    note_pictures,
    picture_schemas,
    pictures_stage,
    see_pictures,
)

__all__ = [
    "BITS",
    "FORMS",
    "GOOD_QUALITY",
    "MOST_FALSE",
    "PICTURE_TABLES",
    "RADIUS",
    "Answered",
    "Candidate",
    "Catalogue",
    "Chain",
    "Compared",
    "Described",
    "Evidence",
    "Found",
    "HandOver",
    "HashList",
    "HashTable",
    "Hotel",
    "Known",
    "KnownRoom",
    "Pair",
    "Pdq",
    "Picture",
    "PictureHashes",
    "PictureIndex",
    "Region",
    "Room",
    "RoomModel",
    "RoomVector",
    "Rooms",
    "RoomsCard",
    "Seen",
    "SetAside",
    "Shared",
    "admit",
    "ask_regions",
    "can_look",
    "catalogue",
    "catalogue_rows",
    "compare_folder",
    "copy_of_room",
    "describe",
    "digest_of",
    "digests_of",
    "distance",
    "examine",
    "forget_rooms",
    "forms_of",
    "hand_over",
    "handed_over",
    "keep_rooms",
    "lists_of",
    "load_index",
    "load_rooms",
    "luminance",
    "marked",
    "names_any",
    "near_a_list",
    "note_hand_over",
    "note_pictures",
    "open_picture",
    "open_rooms",
    "pdq",
    "people_in",
    "people_mask",
    "picture_hashes",
    "picture_schemas",
    "pictures_stage",
    "read_hash_list",
    "read_regions",
    "region_hash",
    "region_lines",
    "region_rows",
    "regions_of",
    "room_of",
    "rooms_beside",
    "rooms_card",
    "same_picture",
    "save_index",
    "save_rooms",
    "see",
    "see_pictures",
    "shared_parts",
    "without_people",
]
