"""Months in numbers, and a file of them: the only thing about talks that leaves Line without a consent."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from manumit.doors.web.helpline.agreed_words import Word
from manumit.doors.web.line.gate import needs
from manumit.doors.web.line.tally import Month, months
from manumit.doors.web.line.words import CHANNEL, LANGUAGE, SEVERITY
from manumit.services.support import LEAST


@require_safe
@needs("see_numbers")
def numbers(request: HttpRequest) -> HttpResponse:
    """A table a month."""
    told = [(month, _tables(month)) for month in months()]
    return render(request, "line/numbers.html", {"months": told, "least": LEAST})


def _tables(month: Month) -> list[tuple[Word, list[tuple[Word, int | None]]]]:
    words: dict[str, tuple[Word, dict[str, Word]]] = {
        "severity": (_("Severity"), {str(key): word for key, word in SEVERITY.items()}),
        "language": (_("Language"), LANGUAGE | {"other": _("another")}),
        "channel": (_("Channel"), CHANNEL),
    }
    return [
        (words[name][0], [(words[name][1][cell], count) for cell, count in table.cells.items()])
        for name, table in month.tables.items()
    ]


@require_safe
@needs("see_numbers")
def export(request: HttpRequest) -> HttpResponse:
    """month,what,category,count; an empty count is not shown."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("month", "what", "category", "count"))
    for month in months():
        writer.writerows((*one[:3], "" if one[3] is None else one[3]) for one in month.rows())
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="help-line-months.csv"'
    return response
