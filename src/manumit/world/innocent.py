"""The look-alikes: innocent groups that show the single signs of an operation, never the combination.

They are told with the same acts as the planted operations and take the same number of records; what is missing is
control: money stays with the person who earned it, who buys a ticket also buys the return or is paid for it by an
employer, shared roofs have a landlord and own families. Consensual adult work is a group to be protected (rule 7.3).
"""

from __future__ import annotations

from manumit.world.bystanders import Group
from manumit.world.earners import licensed_recruiter, migrant_flatmates, payroll_firm, seasonal_programme
from manumit.world.nightlife import (
    booking_agency,
    hotel_sales_staff,
    independent_adult,
    massage_franchise,
    night_nurse,
)
from manumit.world.wayfarers import family, sports_team, tour_leader

GROUPS: dict[str, Group] = {
    made.__name__: made
    for made in (
        independent_adult,
        massage_franchise,
        booking_agency,
        night_nurse,
        hotel_sales_staff,
        tour_leader,
        sports_team,
        family,
        migrant_flatmates,
        licensed_recruiter,
        seasonal_programme,
        payroll_firm,
    )
}
