"""Those who see something and write it down: each has its columns, gaps, delays and a clock."""

from benchmarks.fourth_hand.observers.banks import Banks
from benchmarks.fourth_hand.observers.journal import Journal, Outlet
from benchmarks.fourth_hand.observers.sites import Sites
from benchmarks.fourth_hand.observers.travel import Travel
from benchmarks.fourth_hand.observers.watchers import Watchers

__all__ = ["Banks", "Journal", "Outlet", "Sites", "Travel", "Watchers"]
