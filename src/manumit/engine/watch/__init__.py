"""Watching: standing queries over a workspace, and words that come into use.

`read_watchlist` reads the list a person keeps; `watch` compares it with the records that are new and raises an alert
with the reason; `AlertBook` holds the alerts and what people decided about them. `drift` finds words and emoji that
begin to be used like known ones, for an analyst to judge; nothing here enters a score. Other rooms come in here.
"""

from manumit.engine.watch.alerts import AlertBook
from manumit.engine.watch.claims import alert_ident, decision_claims
from manumit.engine.watch.faces import Galleries
from manumit.engine.watch.forgetting import forget
from manumit.engine.watch.measured import MEASURED, Measured, Rate, expectation
from manumit.engine.watch.model import Alert, Entry, Problem
from manumit.engine.watch.pictures import hash_to_watch
from manumit.engine.watch.queue import DECISIONS, Queue, read_terms
from manumit.engine.watch.reasons import without_ratio
from manumit.engine.watch.usage import Listing, gather_listings
from manumit.engine.watch.vocabulary import DAYS, Drift, Proposal, drift
from manumit.engine.watch.watching import Watched, watch
from manumit.engine.watch.watchlist import checked_entry, read_watchlist

__all__ = [
    "DAYS",
    "DECISIONS",
    "MEASURED",
    "Alert",
    "AlertBook",
    "Drift",
    "Entry",
    "Galleries",
    "Listing",
    "Measured",
    "Problem",
    "Proposal",
    "Queue",
    "Rate",
    "Watched",
    "alert_ident",
    "checked_entry",
    "decision_claims",
    "drift",
    "expectation",
    "forget",
    "gather_listings",
    "hash_to_watch",
    "read_terms",
    "read_watchlist",
    "watch",
    "without_ratio",
]
