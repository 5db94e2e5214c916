"""A synthetic world with known truth by a third hand, to see whether what was tuned elsewhere holds here.

Written from the design (formats and truth of 6a), the cited guidance (FATF/APG 2018, FinCEN 2014 and 2020, FINTRAC
2021, ILO 2012, UNODC, Polaris) and the notes alone, by somebody who had seen neither the engine, its indicators and
weights, nor any other world. Nothing may be tuned on it: it is for measuring.

    python benchmarks/third_hand OUT --seed N [--scale S]     writes OUT/input and OUT/truth

Where: West Africa - Gulf - Italy - Greece - Poland, Nepal - Malaysia, Central Asia - Turkey, the Balkans. Languages:
English, Italian, Greek, Polish, Turkish, Russian, Serbian. Files: CSV and JSON lines by country, site, platform and
channel; bank transfers of Greece as camt.053.

Operations (150 at scale 1, 10 to about 80 records each): *sexual* circuits, flats, journeys with a debt, a boyfriend;
*labour* fees and tickets, gangs, pay that returns, advances; *domestic* agents, single houses, 'fostered' girls;
*forced crime* begging, scam offices, borrowed names, errands. Each has its own `care`: careful ones give every woman a
number of her own, let others pay, take cash out here and pay it in there. What tells is never one column: money that
comes in from many and leaves to one within hours, a stranger who paid the journey, accounts opened in a row, wages
without a life, a report that fits.

Innocent groups (190 at scale 1, 31 sorts) share that surface: one pays for all, many pay one, rooms for strangers,
one phone on many tickets. What clears them is in the records too: the way back is booked, the money stays or comes
back or goes to a family each, the payer is repaid in equal parts, everybody shops.

What a seed changes (`habits`): dates, cities, prices, sites, night hours, shares and delays of hand-overs, care,
how often anybody reports, which phrases exist, bank codes, the mix of ways and groups.

The owner of a number is nobody: phones lie outside issued ranges, IBANs are checksummed inventions.
"""

from benchmarks.third_hand.making import make, write

__all__ = ["make", "write"]
