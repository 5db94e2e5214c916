"""Why a picture of a face, finger, eye or room is refused, and how to take the next, by the name of each refusal."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.sights.model_refusals import MODELS
from manumit.doors.web.desk.words import Word

AGAIN = _("Fetch it again.")
ORIGINAL = _("Bring the original.")
PRINT_WANTED = _("Ask for the picture of the print.")
ANEW = _("Ask for the file anew.")
BY_HAND = _("Whoever looks after this installation tries it by hand.")
TAKEN_FROM = _("Fetch it again from where it came from.")
LISTED = _("This picture is on a list of what must not be looked at.")

_PICTURES: Final[dict[str, tuple[Word, Word]]] = {
    "large-file": (_("The file has more than %(most)s MiB."), _("Save it as JPEG.")),
    "many-bytes": (_("The file has more than %(most)s bytes."), _("Bring a smaller copy.")),
    "no-picture": (_("This is no picture that can be read."), _("Save it as one of: %(formats)s.")),
    "damaged-picture": (_("The picture is damaged or cut off."), TAKEN_FROM),
    "many-megapixels": (
        _("The picture has more than %(most)s megapixels."),
        _("Scale it down, or cut the person out."),
    ),
    "many-pixels": (
        _("%(width)s × %(height)s pixels are more than can be unpacked safely."),
        _("Bring a copy of at most %(most)s."),
    ),
    "tiny-picture": (
        _("The picture is %(width)s × %(height)s pixels: nobody can be told in it."),
        _("A picture needs %(least)s pixels a side at the very least; take the original, not the thumbnail."),
    ),
    "few-pixels": (_("%(width)s × %(height)s pixels are too few to know a picture by."), ORIGINAL),
    "strip": (_("A strip of %(width)s × %(height)s pixels is no picture."), ORIGINAL),
    "several-frames": (
        _("The picture has %(n)s frames."),
        _("Export the frame that shows the person as one picture."),
    ),
    "full-of-people": (
        _("People fill the picture: too little of the room is left."),
        _("Bring another picture."),
    ),
    "listed": (
        LISTED,
        _(
            "It was not read further, shown or kept. A named person preserves and reports it as the law asks; nobody"
            " else opens it."
        ),
    ),
    "listed-destroyed": (
        LISTED,
        _("It was destroyed unread. A named person preserves and reports it as the law asks."),
    ),
    "listed-unkept": (
        LISTED,
        _(
            "It was not shown or copied, and lies where it was read from. A named person preserves and reports it as"
            " the law asks."
        ),
    ),
    "removed-before": (
        _("This picture was removed from this person before."),
        _("Take another, or take them in anew."),
    ),
    "erased-before": (
        _("This person was erased."),
        _("Nobody can bring it back. Whoever comes anew gets a new id."),
    ),
    "file-gone": (_("The file is not there any more."), _("Read the workspace's files again.")),
    "not-handed-in": (_("No picture of this name was handed in."), _("Hand it in with the list.")),
}
_FACES: Final[dict[str, tuple[Word, Word]]] = {
    "no-face": (
        _("No face is found."),
        _("Take the picture from the front, both eyes open and uncovered, the face filling a third of it."),
    ),
    "no-face-met": (
        _("No face is found in it."),
        _("It may have been taken out of a larger picture."),
    ),
    "face-on-side": (
        _("The face lies on its side, or upside down."),
        _("Turn the picture upright, and save it so."),
    ),
    "several-faces": (
        _("The picture shows %(n)s faces."),
        _("Cut out the face that is meant, with some room around it."),
    ),
    "small-face": (
        _("The face is too small: %(n)s pixels between the eyes."),
        _("It needs %(least)s at the least and %(good)s to be good: go nearer, use the original."),
    ),
    "dull-face": (
        _("The face has hardly any contrast."),
        _("Use even light from the front, neither dark nor washed out."),
    ),
    "face-aside": (_("The face looks away."), _("Take it from the front.")),
}
_PRINTS: Final[dict[str, tuple[Word, Word]]] = {
    "large-card": (_("The file has more than %(most)s MiB."), _("Hand in each finger by itself.")),
    "no-print": (
        _("No print of a finger is in this file (records of type 4, 9 or 14)."),
        _("Latent prints, palms and feet are not compared here."),
    ),
    "several-prints": (
        _("It holds %(n)s prints (fingers %(fingers)s)."),
        _("A search in a gallery takes it as it is. Else hand in each finger by itself."),
    ),
    "crowded-card": (
        _("It holds more than %(most)s prints: more than the card of one person."),
        _("Hand in the best of them."),
    ),
    "wrong-density": (
        _("This print states %(n)s pixels an inch."),
        _("Scan it at 500 or 1,000 pixels an inch."),
    ),
    "unclear-density": (_("This print does not say at which resolution it was scanned."), ANEW),
    "no-print-picture": (_("This print has no picture."), PRINT_WANTED),
    "cut-off-print": (
        _("A picture of %(width)s × %(height)s pixels in this file has %(n)s bytes."),
        AGAIN,
    ),
    "unknown-compression": (
        _("Pictures compressed as %(form)s are not read."),
        _("Ask for WSQ, PNG or JPEG."),
    ),
    "large-print": (
        _("A picture of %(width)s × %(height)s pixels in this file is larger than one print."),
        _("Ask for each finger by itself, at 500 or 1,000 pixels an inch."),
    ),
    "unseen-finger": (
        _("It has minutiae and no picture: whether the finger was real cannot be told."),
        PRINT_WANTED,
    ),
    "no-single-print": (
        _("Its longer side has %(n)s pixels: that is no single print at 500 pixels an inch."),
        _("Cut out one finger, and scan or scale it to 500 pixels an inch."),
    ),
    "no-ridges": (
        _("It shows no ridges."),
        _("Clean the scanner, press evenly, and take it again."),
    ),
    "odd-ridges": (
        _(
            "Its ridges lie about %(n)s pixels apart; at 500 pixels an inch it is about %(usual)s. It is of another"
            " resolution, or no print."
        ),
        _("Scan it at 500 pixels an inch, or scale it to that."),
    ),
    "few-minutiae": (
        _("Too few minutiae are found in this print: %(n)s."),
        _(
            "Moisten a dry finger or dry a wet one, press the whole tip down, and take it again at 500 pixels an inch."
        ),
    ),
    "few-told-minutiae": (_("Too few minutiae are told of this print: %(n)s."), PRINT_WANTED),
    "damaged-wsq": (
        _("This is no WSQ picture that can be read: it is damaged, or cut off."),
        _("Fetch it again, or ask for PNG."),
    ),
    "damaged-record": (
        _("This is no finger minutiae record that can be read: it is damaged, or of another edition."),
        _("Ask for ISO/IEC 19794-2:2005 or 2011, or for the pictures of the prints."),
    ),
    "damaged-card": (
        _("This is no ANSI/NIST-ITL file that can be read: it is damaged, or of another encoding."),
        _("Ask for the file anew, in the traditional encoding of ANSI/NIST-ITL 1-2011 or 1-2007."),
    ),
    "odd-minutiae": (_("The minutiae that are told of this print cannot be."), PRINT_WANTED),
    "odd-field": (_("Field %(field)s of this file is no number."), ANEW),
}
_EYES: Final[dict[str, tuple[Word, Word]]] = {
    "eye-not-grey": (
        _("An eye is read from a grey picture of one byte a pixel."),
        _("Turn it to grey first, one byte a pixel."),
    ),
    "eye-too-large": (
        _("The picture has %(n)s million pixels; %(most)s are read at most."),
        _("Send the camera's picture at 640 × 480 or so, cut to one eye."),
    ),
    "eye-too-few-pixels": (
        _("The picture has too few pixels on its shorter side: %(n)s."),
        _("Take it at 320 × 240 or more with one eye filling the picture."),
    ),
    "eye-blank": (
        _("The picture shows nothing: it is one shade all over."),
        _("Look whether the lens is covered and the lamp is on, then take it again."),
    ),
    "eye-no-eye": (
        _("No open eye is seen: it is closed, turned away, or this is something else."),
        _("Take one eye, open wide, looking into the camera, under near infrared light."),
    ),
    "eye-too-small": (
        _("The iris is too small in the picture, or lids hide its edges."),
        _("Come closer or cut the picture (the iris a quarter of its height or more), open the eye wide."),
    ),
    "eye-cut-off": (
        _("Of the iris only %(n)s parts of 100 are inside the picture."),
        _("Move so that the whole iris is in the picture."),
    ),
    "eye-lids": (
        _("Lids and lashes leave only %(n)s parts of 100 of the iris free."),
        _("Ask the person to open the eye wide and look straight ahead; lift the lid gently if needed."),
    ),
    "eye-blurred": (
        _("The eye is not sharp."),
        _("Hold still at the distance where the lashes are sharp, wipe the lens, then take it again."),
    ),
    "eye-glare": (
        _("Reflections lie over %(n)s parts of 100 of the iris."),
        _("Take off glasses, turn the lamp a little aside, keep windows out of the eye's reflection."),
    ),
    "iris-program-refused": (
        _("The iris program of this installation refused it: %(said)s"),
        _("Take it again."),
    ),
    "no-iris-program": (
        _("The iris program could not be started."),
        _("Whoever looks after this installation corrects MANUMIT_IRIS_PROGRAM."),
    ),
    "slow-iris-program": (
        _("The iris program did not answer within %(seconds)s seconds."),
        _(
            "Whoever looks after this installation allows it more with MANUMIT_IRIS_SECONDS, or looks at what it does."
        ),
    ),
    "failed-iris-program": (_("The iris program failed (exit status %(status)s)."), BY_HAND),
    "odd-iris-program": (_("The iris program's answer cannot be used."), BY_HAND),
}
_PARTS: Final[dict[str, tuple[Word, Word]]] = {
    "no-picture-part": (
        _("The part for pictures is not installed."),
        _("Whoever looks after this installation adds manumit[pictures]."),
    ),
    "no-face-part": (
        _("The part for faces is not installed."),
        _("Whoever looks after this installation adds manumit[biometrics]."),
    ),
    "no-print-part": (
        _("The part for fingerprints is not installed."),
        _("Whoever looks after this installation adds manumit[fingerprints]."),
    ),
}
CAPTURES: Final[dict[str, tuple[Word, Word]]] = {
    **_PICTURES,
    **_FACES,
    **_PRINTS,
    **_EYES,
    **_PARTS,
    **MODELS,
}
