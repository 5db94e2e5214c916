"""Innocent plans with the surface of operations: as many of them, as long, on the same sites and in the same banks."""

from benchmarks.fourth_hand.lookalikes import gathering, households, selling, working

LOOKALIKES = {
    "independent_advertisers": selling.independent,
    "friends_sharing_a_flat": selling.friends,
    "massage_franchises": selling.franchise,
    "booking_desks": selling.booking_desk,
    "copied_texts_and_relays": selling.copiers,
    "seasonal_programmes": working.seasonal,
    "licensed_recruiters": working.licensed,
    "call_centre_moves": working.call_centre,
    "labour_contractors": working.contractor,
    "home_care_agencies": working.home_care,
    "sales_crews": working.sales_crew,
    "remitting_flatmates": households.flatmates,
    "savings_circles": gathering.savings_circle,
    "touring_teams": gathering.touring_team,
    "sponsoring_kin": households.sponsor,
    "collection_drives": gathering.collection,
    "coin_traders": gathering.coin_trader,
    "street_vendors": households.vendors,
}

__all__ = ["LOOKALIKES"]
