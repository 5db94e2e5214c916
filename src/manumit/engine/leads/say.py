"""One sentence a person can act on, in words that do not judge."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from manumit.base.kernel import vocabulary
from manumit.engine.leads.group import Finding
from manumit.engine.leads.model import Lead

_CLAIM = {
    "wage_capture": "several people's wages go into one account",
    "wage_drain": "wages are passed on at once to the same person",
    "wage_returned": "wages flow back to the employer",
    "night_senders": "many strangers pay one person, often at night",
    "collector_star": "money taken in by several people ends with one",
    "pass_through": "money is passed on within a day",
    "funnel_account": "cash from several cities is gathered in one account",
    "night_cash": "cash is put in night after night",
    "structuring": "cash is kept just under the reporting line",
    "fee_then_ticket": "people paid a similar fee and then travelled",
    "serial_sponsor": "one payer sent several strangers on journeys",
    "hidden_group": "strangers were booked as if alone",
    "paid_one_way": "a one-way journey was paid by another",
    "recurrent_escort": "someone takes people out and comes back alone",
    "document_conflict": "one travel document served several people",
    "rooms_for_strangers": "one account pays rooms for strangers",
    "hotel_run": "guests are moved through hotels",
    "crowded_address": "many unrelated people live at one address",
    "shared_contact": "one contact stands behind several people's accounts",
    "advert_contact_banked": "an advert's contact is an account's contact",
    "advert_contact_travels": "an advert's contact books journeys for others",
    "city_hops": "the same contact is advertised in city after city",
    "changing_numbers": "one advert text keeps changing its number",
    "many_voices": "one contact speaks for several people",
    "advert_payments": "one account pays for many adverts",
    "advert_payment_match": "payments fit the minutes of posting",
    "deceptive_offer": "a job offer shows signs of deception",
    "offer_fee_account": "an offer's contact takes money from people",
    "cash_passed_on": "cash is gathered in one account and passed on",
    "crew_drained": "a crew's wages vanish within days",
    "similar_fees": "unrelated people paid one person the same odd sum",
    "sponsor_holds_contact": "who paid the journey answers for the account",
    "named_in_report": "a report names the same contact",
    "shared_site_id": "one account stands behind sites with different contacts",
    "copied_site": "one page stands on several sites",
    "shared_picture": "one picture stands on adverts of different contacts",
    "look_alike_site": "an offer's site imitates an employer's",
    "missing_seen": "a missing person's name is on a journey",
}
_ASK = {
    "money": "ask the bank who controls the account",
    "travel": "ask the carrier who paid",
    "housing": "ask the hotel or landlord who books",
    "advert": "ask the site for the poster's records",
    "offer": "check the licence and the contract",
    "identity": "find out who answers the contact",
    "report": "speak with whoever reported",
}


def exploitation_of(
    findings: Sequence[Finding], shares: Mapping[str, float], flags: Mapping[str, Mapping[str, object]]
) -> str:
    """The kind of exploitation that the findings point to together; `unknown` when none stands out."""
    votes: dict[str, float] = defaultdict(float)
    for finding in findings:
        pointed = flags[finding["indicator"]]["exploitation"]
        assert isinstance(pointed, Mapping)
        for kind, weight in pointed.items():
            votes[kind] += float(weight) * (0.05 + max(0.0, shares.get(finding["finding_id"], 0.0)))
    if not votes:
        return "unknown"
    best, *rest = sorted(votes, key=lambda k: (-votes[k], k))
    return "unknown" if rest and votes[best] - votes[rest[0]] < 0.02 * votes[best] else best


def claim_of(indicator: str) -> str:
    """What a flag says, as half a sentence."""
    return _CLAIM.get(indicator, indicator.replace("_", " "))


def sentence_of(lead: Lead) -> str:
    """'Possible forced labour: wages are ...; one payer ... . First step: ask the bank ...'"""
    claims: dict[str, str] = {}
    for finding in lead.findings:
        claims.setdefault(finding.family, claim_of(finding.indicator))
    victims = Counter(m.kind for m in lead.members if m.role == "possible_victim")
    people = max(victims["person"], victims["account"])  # one person may be seen as both
    head = (
        "Possible exploitation"
        if lead.exploitation == "unknown"
        else f"Possible {vocabulary().exploitations[lead.exploitation]}"
    )
    who = "" if people == 0 else f", {people} possible victim{'s' if people > 1 else ''}"
    return f"{head}{who}: {'; '.join(list(claims.values())[:3])}. First step: {_ASK[next(iter(claims))]}."
