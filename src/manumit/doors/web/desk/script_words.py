"""What scripts say, by key, in the reader's language. The texts stand in assets/words.json, beside the scripts that ask
for them; the catalogues hold their translations like those of any other text.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from manumit.doors.web.catalogue import listed
from manumit.doors.web.days import date_format


def script_words() -> dict[str, str]:
    """Every key with its text, translated; `months`: as pages write them, so that scripts write days alike."""
    months = "|".join(date_format(date(2000, at, 1), "M") for at in range(1, 13))
    return {"months": months} | {key: gettext(text) for key, (text, _) in listed().items()}
