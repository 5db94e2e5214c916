"""People alone: faces, irises, prints become templates, and templates of two pictures a likelihood ratio.

`Gallery` keeps sealed templates of one class and answers with candidates and the number of false ones to expect;
`modality` reads and compares; `Card` turns scores into log-likelihood ratios; `codes_of` makes revocable codes. Never
an identity: two people decide (`Decisions`). Other rooms come in here.
"""

from manumit.engine.biometrics.answers import (
    Answer,
    Asked,
    Candidate,
    Held,
    Use,
    as_json,
    compare_two,
    says,
    search,
)
from manumit.engine.biometrics.attack import NONE_INSTALLED
from manumit.engine.biometrics.biographic import Details, Part
from manumit.engine.biometrics.calibration import Card, Curve, fit_card, read_card
from manumit.engine.biometrics.checking import AskedList, ask_lists, open_lists, unasked, why_shut
from manumit.engine.biometrics.claims import use_claim
from manumit.engine.biometrics.codes import codes_alike, codes_of, known_to_both
from manumit.engine.biometrics.decisions import AGAIN, ALONE, ANSWERS, Decisions, Review
from manumit.engine.biometrics.evaluation import Cohort, by_group, checked, cohort_of, evaluated, threshold_at
from manumit.engine.biometrics.face import face_vectors, read_faces
from manumit.engine.biometrics.family import (
    KIN,
    PERSON,
    RELATIONS,
    CaseForm,
    Families,
    Traced,
    Wrong,
    read_case_forms,
    read_families,
    read_ratios,
    trace_families,
)
from manumit.engine.biometrics.fingerprint import (
    finger_named,
    is_print_file,
    pictures_of,
    print_shown,
    unpacked,
    write_pictures,
    write_prints,
)
from manumit.engine.biometrics.gallery import Gallery
from manumit.engine.biometrics.guarding import ListedPicture, guarded, listed
from manumit.engine.biometrics.holdings import Enrolled
from manumit.engine.biometrics.images import read_picture
from manumit.engine.biometrics.measures import Pairs
from manumit.engine.biometrics.modalities import CARDS, Modality, attacks_on, card_for, modality
from manumit.engine.biometrics.model import CLASSES, MODALITIES, REGISTRY, ModelCard, Template
from manumit.engine.biometrics.openings import AIMS, Opening, standing_in
from manumit.engine.biometrics.persons import compare_people, search_people
from manumit.engine.biometrics.shared_codes import FaceCodes, faces_of_both
from manumit.engine.biometrics.slots import Settings as ModelSettings
from manumit.engine.biometrics.watched import (
    FALSE_OF,
    WatchedFace,
    end_watch,
    watch_face,
    watched_face,
    watched_person,
)
from manumit.engine.biometrics.withdrawing import Holding, holding

__all__ = [
    "AGAIN",
    "AIMS",
    "ALONE",
    "ANSWERS",
    "CARDS",
    "CLASSES",
    "FALSE_OF",
    "KIN",
    "MODALITIES",
    "NONE_INSTALLED",
    "PERSON",
    "REGISTRY",
    "RELATIONS",
    "Answer",
    "Asked",
    "AskedList",
    "Candidate",
    "Card",
    "CaseForm",
    "Cohort",
    "Curve",
    "Decisions",
    "Details",
    "Enrolled",
    "FaceCodes",
    "Families",
    "Gallery",
    "Held",
    "Holding",
    "ListedPicture",
    "Modality",
    "ModelCard",
    "ModelSettings",
    "Opening",
    "Pairs",
    "Part",
    "Review",
    "Template",
    "Traced",
    "Use",
    "WatchedFace",
    "Wrong",
    "as_json",
    "ask_lists",
    "attacks_on",
    "by_group",
    "card_for",
    "checked",
    "codes_alike",
    "codes_of",
    "cohort_of",
    "compare_people",
    "compare_two",
    "end_watch",
    "evaluated",
    "face_vectors",
    "faces_of_both",
    "finger_named",
    "fit_card",
    "guarded",
    "holding",
    "is_print_file",
    "known_to_both",
    "listed",
    "modality",
    "open_lists",
    "pictures_of",
    "print_shown",
    "read_card",
    "read_case_forms",
    "read_faces",
    "read_families",
    "read_picture",
    "read_ratios",
    "says",
    "search",
    "search_people",
    "standing_in",
    "threshold_at",
    "trace_families",
    "unasked",
    "unpacked",
    "use_claim",
    "watch_face",
    "watched_face",
    "watched_person",
    "why_shut",
    "write_pictures",
    "write_prints",
]
