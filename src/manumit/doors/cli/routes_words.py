"""What `manumit routes` says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manumit.engine.places import Journeys

_LISTED = 12


def notes_of(found: Journeys) -> list[str]:
    """What a reader should know, in sentences."""
    from manumit.engine.places import counted

    notes = []
    if found.hours == 0:
        notes.append("Sightings are too far apart to tell how long anybody stayed: each is a stop.")
    if found.unsure:
        notes.append(f"Not used: {counted(found.unsure, 'stop', 'stops')} that may have been too short.")
    names = {one.traveller for one in found.too_fast}
    several = {one.traveller for one in found.too_fast if one.several}
    if names:
        notes.append(
            f"{counted(len(names), 'traveller was', 'travellers were')} faster than {found.manner.top_kmh:,.0f} km/h:"
            f" several under one name, each followed alone: {len(several):,}; sightings left out as errors:"
            f" {found.left_out:,}."
        )
    if found.refused:
        notes.append(f"Who travels together is not told. {found.refused.sentence} {found.refused.hint}")
    if found.company and found.company.unsure:
        notes.append(
            f"Not compared: {counted(found.company.unsure, 'trip', 'trips')}, the times not known well enough."
        )
    if found.company and found.company.crowded:
        notes.append(
            f"{counted(found.company.crowded, 'trip was', 'trips were')} taken by a crowd: nothing of company."
        )
    return notes


def show(told: dict[str, Any]) -> None:
    """What stands out, on stdout; nobody is named there."""
    from manumit.engine.places import counted

    print(
        f"{counted(told['travellers'], 'traveller', 'travellers')}, {counted(told['stops'], 'stop', 'stops')} at"
        f" {counted(len(told['places']), 'place', 'places')}, {counted(told['trips'], 'trip', 'trips')}."
    )
    for name in ("routes", "circuits"):
        rows: Sequence[Any] = told[name]
        print(f"{name.capitalize()} that more travellers take than chance brings: {len(rows):,}")
        back = " > back" if name == "circuits" else ""
        for one in rows[:_LISTED]:
            print(
                f"  {' > '.join(one['cells'])}{back}  {one['travellers']} travellers, by chance {one['low']:g} to"
                f" {one['high']:g}  q {one['q']:g}"
            )
    print(f"Pairs that share more legs than chance brings: {len(told['together']):,} (--out says who)")
    print(f"Faster than anybody travels: {len(told['too_fast']):,} times (--out says where)")
