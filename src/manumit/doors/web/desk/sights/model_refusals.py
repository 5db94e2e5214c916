"""What is wrong with a model of an installation, and what to do, by the name of each refusal: those that come with the
program, and those that an operator brings."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.words import Word

ANOTHER = _("Try another picture.")
EXPORTED = _("Whoever looks after this installation exports it anew.")

MODELS: Final[dict[str, tuple[Word, Word]]] = {
    "silent-model": (_("The model of this installation says nothing about this picture."), ANOTHER),
    "failing-model": (
        _("The model of this installation cannot be run on this picture."),
        EXPORTED,
    ),
    "odd-model": (
        _("The model %(name)s cannot be run here: it is damaged, or made for something else."),
        EXPORTED,
    ),
    "misplaced-model": (
        _("The model %(name)s was admitted for something else."),
        _("Whoever looks after this installation has it admitted for this, or names another."),
    ),
    "unadmitted-model": (
        _("No administrator has admitted the model %(name)s."),
        _("An administrator looks at its licence and origin, then: manumit models admit"),
    ),
    "changed-model": (
        _("The model %(name)s is not the file that an administrator admitted."),
        _("Whoever looks after this installation puts the right file there, or has this one admitted."),
    ),
    "unknown-weights": (
        _("%(name)s is not the model that comes with the program."),
        _("Whoever looks after this installation installs manumit[biometrics] again."),
    ),
    "no-model-file": (
        _("There is no model %(name)s."),
        _("Whoever looks after this installation puts the right file there, or has this one admitted."),
    ),
    "other-room-model": (
        _("This collection was made with a model of rooms that is not the one of this installation."),
        _("Whoever looks after this installation sets MANUMIT_ROOM_MODEL, or has the collection made anew."),
    ),
    "no-model-part": (
        _("The part that runs an operator's models is not installed."),
        _("Whoever looks after this installation adds onnxruntime."),
    ),
}
