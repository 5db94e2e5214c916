"""Sites of real employers, and the sites that imitate them.

Whose site it is tells, best first: a list (`domain` records with an employer), the e-mail address of a business account
(the bank knows its holder), and a name that an offer or an account gives and that is, letter by letter, the site's own
('Orchard Farm Ltd' and orchardfarm.example). A site that is known by a list or a bank imitates nobody; of two that are
known by their name alone, the one registered at least OLDER days before the other is the real one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from manumit.base.kernel import TableEngine
from manumit.engine.links.sites import own_site
from manumit.engine.signals import fold, look_alike, words

OLDER = 180
"""Days by which the older of two like names must be older to be taken for the real one."""
_FORMS = frozenset(
    "ab ag as bv co company corp corporation gmbh group inc incorporated jsc kft limited llc llp ltd ltda nv oy plc "
    "pte pvt sa sas sarl sl spa srl sro the tov uab zoo".split()
)
"""Legal forms and the like, which sites leave out of their names."""
_LEAST_NAME = 5
"""Letters of a name below which two firms' sites share it by chance."""
REASONS = ("list", "bank", "name")

REGISTRATION_COLUMNS = ("site", "registered_at", "record_id")
LOOK_ALIKE_COLUMNS = ("site", "known", "employer", "because", "way", "score", "record_id")


@dataclass(frozen=True, slots=True)
class Known:
    """A real employer's site: its name, why we think so (an item of REASONS), the record that says it."""

    employer: str
    because: str
    record_id: str


def registrations(engine: TableEngine) -> list[tuple[str, datetime, str]]:
    """(site, since when it is registered at the earliest word, the record that says so)."""
    found: dict[str, tuple[datetime, str]] = {}
    for name, since, record_id in engine.rows("""
        SELECT source_id, registered_at::TIMESTAMP, record_id FROM domain WHERE registered_at IS NOT NULL
        UNION ALL SELECT coalesce(nullif(url, ''), source_id), registered_at::TIMESTAMP, record_id FROM page
        WHERE registered_at IS NOT NULL"""):
        if site := own_site(name):
            found[site] = min(found.get(site, (since, record_id)), (since, record_id))
    return [(site, *found[site]) for site in sorted(found)]


def known_sites(engine: TableEngine) -> dict[str, Known]:
    """Real employers' sites; needs the `site` table."""
    known: dict[str, Known] = {}
    for name, employer, record_id in engine.rows(
        "SELECT source_id, employer, record_id FROM domain WHERE employer IS NOT NULL ORDER BY ALL"
    ):
        if site := own_site(name):
            known.setdefault(site, Known(employer, "list", record_id))
    for site, employer, record_id in engine.rows("""
        SELECT s.site, h.holder_name, h.record_id FROM site s JOIN account h USING (record_id)
        WHERE lower(h.kind) = 'business' AND h.holder_name IS NOT NULL ORDER BY ALL"""):
        known.setdefault(site, Known(employer, "bank", record_id))
    named = _names(engine)
    for (site,) in engine.rows("SELECT DISTINCT site FROM site WHERE how <> 'leads to' ORDER BY site"):
        label = site.partition(".")[0].replace("-", "")
        if label in named:
            known.setdefault(site, Known(*named[label]))
    return known


def _names(engine: TableEngine) -> dict[str, tuple[str, str, str]]:
    """An employer's name as a site would write it -> what `Known` takes."""
    found: dict[str, tuple[str, str, str]] = {}
    for name, record_id in engine.rows("""
        SELECT employer, min(record_id) FROM offer WHERE employer IS NOT NULL GROUP BY employer
        UNION ALL SELECT holder_name, record_id FROM account
        WHERE lower(kind) = 'business' AND holder_name IS NOT NULL ORDER BY ALL"""):
        label = label_of(name)
        if len(label) >= _LEAST_NAME:
            found.setdefault(label, (name, "name", record_id))
    return found


def label_of(employer: str) -> str:
    """'Orchard Farm, Ltd.' -> 'orchardfarm'."""
    said = [word for word in words(fold(employer)) if word not in _FORMS]
    return re.sub(r"[\W_]+", "", "".join(said))


def look_alikes(engine: TableEngine) -> Iterator[tuple[str, str, str, str, str, float, str]]:
    """Rows of `look_alike`: (site, the real one, its employer, how that is known, the way, score, the record that tells
    of the real one). Needs `site` and `registration`."""
    known = known_sites(engine)
    since: dict[str, datetime] = dict(engine.rows("SELECT site, registered_at FROM registration"))
    names = tuple(sorted(known))
    if not names:
        return
    for (site,) in engine.rows("SELECT DISTINCT site FROM site WHERE how <> 'leads to' ORDER BY site"):
        own = known.get(site)
        if own is not None and own.because != "name":
            continue
        found = look_alike(site, names if own is None else _better_known(site, names, known, since))
        if found is not None:
            real = known[found.known]
            yield site, found.known, real.employer, real.because, found.way, found.score, real.record_id


def _better_known(
    site: str, names: Iterable[str], known: Mapping[str, Known], since: Mapping[str, datetime]
) -> tuple[str, ...]:
    """What a site that has an employer's name may imitate: what a list or a bank knows, and what is much older."""
    return tuple(
        other
        for other in names
        if known[other].because != "name"
        or (site in since and other in since and (since[site] - since[other]).days >= OLDER)
    )
