"""Words of Line for closed vocabularies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.helpline.agreed_words import Word

SEVERITY: dict[int, Word] = {0: _("can wait"), 1: _("urgent"), 2: _("danger now")}
CHANNEL: dict[str, Word] = {"web": _("chat"), "sms": _("text message"), "voice": _("telephone")}
WHO: dict[str, Word] = {"person": _("They"), "service": _("Ready reply"), "staff": _("Advocate")}
KIND: dict[str, Word] = {
    "note": _("Note"),
    "plan": _("Safety plan"),
    "referral": _("Referral"),
    "consent": _("Consent"),
    "shift": _("For the next shift"),
}
STATE: dict[str, Word] = {
    "new": _("not opened yet"),
    "read": _("opened, not answered"),
    "answered": _("answered"),
    "withdrawn": _("withdrawn by the person"),
    "closed": _("closed"),
}
RELIABILITY: dict[str, tuple[Word, Word]] = {
    "A": (_("completely reliable"), _("Has always been right, and we know who it is.")),
    "B": (_("usually reliable"), _("Has been right almost always.")),
    "C": (_("fairly reliable"), _("Has been right more often than not.")),
    "D": (_("not usually reliable"), _("Has been right at times.")),
    "E": (_("unreliable"), _("Has been wrong, or wants to harm somebody.")),
    "F": (_("cannot be judged"), _("Nothing is known of the source: usual for a report without a name.")),
}
"""Of the source, after the Admiralty code (NATO AJP-2.1): the grade's words, and how we read them."""
CREDIBILITY: dict[str, tuple[Word, Word]] = {
    "1": (
        _("confirmed by other sources"),
        _("Somebody else, who did not hear it from this person, says the same."),
    ),
    "2": (_("probably true"), _("It fits with itself and with what is known.")),
    "3": (_("possibly true"), _("It fits with itself; little is known.")),
    "4": (_("doubtful"), _("Possible, but something does not fit.")),
    "5": (_("improbable"), _("It contradicts what is known.")),
    "6": (_("cannot be judged"), _("There is nothing to compare it with.")),
}
"""Of what is told; the two grades are given apart."""
LANGUAGE: dict[str, Word] = {
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "pt": _("Portuguese"),
    "ru": _("Russian"),
    "uk": _("Ukrainian"),
    "ar": _("Arabic"),
    "zh": _("Chinese"),
    "tl": _("Tagalog"),
    "vi": _("Vietnamese"),
    "ro": _("Romanian"),
}
REASON: dict[str, Word] = {
    "second_model": _("the second model says so"),
    "by_telephone": _("telephoned: nothing more is known"),
    "wording": _("the words as a whole, no single sign"),
    "not_judged": _("could not be judged: read it"),
    "help_cry": _("calls for help"),
    "unsafe": _("says they are not safe"),
    "weapon": _("a weapon"),
    "hit": _("violence"),
    "choke": _("choking"),
    "burn_smoke": _("fire or burns"),
    "injury": _("an injury"),
    "blood": _("blood"),
    "unconscious": _("somebody unconscious"),
    "sick_pain": _("illness or pain"),
    "suicide": _("speaks of suicide"),
    "suicide_means": _("has the means for suicide"),
    "farewell": _("says goodbye"),
    "kill": _("speaks of killing"),
    "die": _("speaks of dying"),
    "threat": _("a threat"),
    "sexual_harm": _("sexual violence"),
    "birth": _("a birth or pregnancy in danger"),
    "drugged": _("was drugged"),
    "locked": _("locked in"),
    "cannot_leave": _("cannot leave"),
    "no_food": _("no food or water"),
    "heat_cold_air": _("heat, cold or no air"),
    "watched": _("is watched"),
    "forced": _("is forced"),
    "outside_door": _("somebody is at the door"),
    "coming": _("somebody is coming"),
    "found_me": _("was found by those they fled"),
    "beside_me": _("somebody is beside them"),
    "phone_going": _("may lose the phone"),
    "hush": _("must be quiet"),
    "chase": _("is being followed"),
    "escape": _("is fleeing"),
    "vehicle": _("in a vehicle"),
    "move_me": _("is to be moved"),
    "sell": _("is to be handed over or sold"),
    "soon": _("it happens soon"),
    "deadline": _("a deadline"),
    "minor": _("a child"),
    "witness": _("somebody sees it happen"),
    "scream": _("screams are heard"),
    "controller": _("whoever controls them"),
}
"""What the machine saw, in plain words. A concept without words of its own stands as its name."""


def reason(name: str) -> str:
    """A concept of the triage in plain words."""
    return str(REASON.get(name) or name.replace("_", " "))
