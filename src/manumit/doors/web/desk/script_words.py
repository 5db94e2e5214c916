"""What scripts say, by key (assets/words.json lists the keys that they ask for; a test compares)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.words import Word

SCRIPT_WORDS: Final[dict[str, Word]] = {
    # Translators: shown while a view waits for its data
    "loading": _("Loading"),
    # Translators: button
    "again": _("Try again"),
    # Translators: button that saves what was written
    "keep": _("Keep"),
    # Translators: button that closes a dialog without saving
    "back": _("Back"),
    # Translators: button that opens a menu
    "more": _("More"),
    # Translators: heading of an error
    "error.load": _("This could not be loaded."),
    "error.load.hint": _("Nothing was lost. Try again in a moment."),
    # Translators: heading of an empty view
    "scene.empty": _("Nothing to show yet"),
    "scene.empty.hint": _("No records lie in this window of time."),
    # Translators: probability 0.75 and more; see the glossary
    "likely.probably": _("probably"),
    # Translators: probability below 0.75
    "likely.possibly": _("possibly"),
    # Translators: probability as so many of a hundred
    "of.hundred": _("{n} of 100"),
    # Translators: role of a person, never certain
    "role.controller": _("Possible controller"),
    "role.recruiter": _("Possible recruiter"),
    "role.collector": _("Possible collector of money"),
    "role.facilitator": _("Possible facilitator"),
    "role.possible_victim": _("Possible victim"),
    "role.unknown": _("Role unknown"),
    # Translators: one letter inside the mark for a possible controller
    "role.letter.controller": _("C"),
    # Translators: one letter inside the mark for a possible recruiter
    "role.letter.recruiter": _("R"),
    # Translators: one letter inside the mark for a possible collector of money
    "role.letter.collector": _("M"),
    # Translators: one letter inside the mark for a possible facilitator
    "role.letter.facilitator": _("F"),
    "kind.person": _("Person"),
    # Translators: a bank account
    "kind.account": _("Account"),
    "kind.phone": _("Phone"),
    # Translators: a name on a platform
    "kind.handle": _("User name"),
    "kind.email": _("E-mail"),
    "kind.site": _("Web site"),
    # Translators: of a crypto asset
    "kind.wallet": _("Wallet"),
    "kind.record": _("Record"),
    # Translators: an identity document
    "kind.document": _("Document"),
    "kind.plate": _("Number plate"),
    "kind.device": _("Device"),
    "kind.place": _("Place"),
    "kind.image": _("Picture"),
    # Translators: several elements drawn as one
    "kind.group": _("Group"),
    "event.ad": _("Advert"),
    "event.offer": _("Job offer"),
    # Translators: on a platform
    "event.post": _("Post"),
    "event.page": _("Web page"),
    "event.payment": _("Payment"),
    "event.account": _("Account opened"),
    # Translators: of a journey
    "event.booking": _("Booking"),
    # Translators: one leg of it
    "event.leg": _("Journey"),
    # Translators: in a hotel or house
    "event.stay": _("Stay"),
    # Translators: a person was seen
    "event.sighting": _("Sighting"),
    "event.report": _("Report"),
    # Translators: a report that a person is missing
    "event.missing_person": _("Missing person"),
    "event.image": _("Picture"),
    # Translators: name of the row of buttons that choose a view
    "views.label": _("Views"),
    "view.graph": _("Graph"),
    "view.map": _("Map"),
    # Translators: side by side
    "view.both": _("Graph and map"),
    "view.table": _("Table"),
    # Translators: name of a tool bar, read aloud
    "act.label": _("What to do with the choice"),
    # Translators: opens the page of an element, or a group
    "act.open": _("Open this"),
    # Translators: fetch neighbours
    "act.expand": _("Expand"),
    # Translators: shows how two elements are joined
    "act.path": _("Path between"),
    # Translators: keep where it is; again: let go
    "act.pin": _("Pin"),
    "act.hide": _("Hide"),
    # Translators: verb: draw the chosen as one
    "act.group": _("Group together"),
    # Translators: write a note on an element
    "act.note": _("Note"),
    "act.clear": _("Clear choice"),
    "act.undo": _("Undo"),
    "act.redo": _("Redo"),
    "act.save": _("Save chart"),
    # Translators: how many elements are chosen
    "chosen": _("Chosen: {n}"),
    # Translators: read aloud
    "graph.label": _("Graph of {n} elements. The table view lists the same."),
    # Translators: what the control is, read aloud
    "graph.kind": _("graph"),
    # Translators: read aloud
    "graph.keys": _(
        "Arrows move, + and - zoom, 0 shows all; j and k walk, Enter opens; e, h, p, g, m act on the choice."
    ),
    "graph.shown": _("Shown: {n} elements, {m} links"),
    # Translators: button; the graph is grouped now
    "graph.overview": _("Show all as overview"),
    # Translators: button; the graph shows everything now
    "graph.grouped": _("Show grouped"),
    # Translators: tool
    "graph.area": _("Choose by area"),
    "area.how": _("Drag over an area, or click one corner and then the other. Esc puts the tool down."),
    # Translators: zoom in
    "zoom.in": _("Closer"),
    # Translators: zoom out
    "zoom.out": _("Farther"),
    # Translators: zoom so that everything is seen
    "zoom.fit": _("Show all"),
    "zoom.choice": _("Zoom to the choice"),
    # Translators: read aloud
    "legend.label": _("What the shapes mean"),
    # Translators: a thing rather than a person
    "legend.thing": _("Phone, account, name"),
    "legend.group": _("Several, grouped"),
    # Translators: label of a group: its best-joined member and how many more
    "group.of": _("{name} +{more}"),
    "group.ask": _("Name of the group of {n}"),
    "note.ask": _("Note on {name}"),
    "hidden.done": _("Hidden: {n}. Undo brings back."),
    # Translators: button
    "hidden.show": _("Hidden: {n}. Show"),
    "expand.none": _("No more neighbours are known."),
    "expand.done": _("Added: {n}"),
    # Translators: menu entry: fetch neighbours of every kind
    "expand.all": _("All"),
    "expand.title": _("Neighbours of {name}"),
    "path.none": _("No path is known between the two."),
    "path.found": _("Path of {n} links"),
    "chart.saved": _("Chart saved"),
    "chart.conflict": _(
        "Somebody else saved this chart. Nothing was overwritten: reload to see theirs, yours is still here."
    ),
    "chart.failed": _("The chart could not be saved. It is still here: try again."),
    "export.svg": _("Picture as SVG"),
    "export.png": _("Picture as PNG"),
    # Translators: in the footer of a picture
    "export.masked": _("names masked"),
    # Translators: in the footer of a picture
    "export.made": _("Made {when}"),
    # Translators: read aloud
    "map.label": _("Map. The table view lists the same events."),
    # Translators: tool
    "map.area": _("Choose by area"),
    "map.shown": _("Shown: {n} events at {places} places."),
    "map.unplaced": _("Without a place: {n}."),
    "map.rings": _("Dashed rings: how precisely a place is known."),
    "map.from": _("Coasts and borders: Natural Earth"),
    # Translators: people who travelled the same way within a day
    "map.together": _("{n} together"),
    "map.failed": _("The map could not be shown."),
    "map.failed.hint": _("This browser may have no WebGL. The table view lists the same events."),
    # Translators: read aloud
    "timeline.label": _("Timeline. The table view lists the same events."),
    # Translators: what the control is, read aloud
    "timeline.kind": _("timeline"),
    # Translators: read aloud
    "timeline.keys": _(
        "j and k go from event to event, Enter opens the record, [ and ] move the window of time."
    ),
    "timeline.shown": _("Events: {n} of {m}."),
    # Translators: which time zone the clock shows
    "timeline.zone": _("Clock: {zone}."),
    "timeline.nights": _("Nights (22 to 6) are shaded; filled marks happened at night."),
    # Translators: rows of the timeline
    "lanes.label": _("Lanes"),
    "lanes.people": _("People"),
    "lanes.things": _("Accounts and phones"),
    "lanes.places": _("Places"),
    "lanes.more": _("More lanes: {n}"),
    # Translators: a date
    "window.since": _("From"),
    # Translators: a date
    "window.until": _("Until"),
    # Translators: button: remove the window of time
    "window.all": _("Whole time"),
    # Translators: read aloud
    "table.kinds": _("What the table lists"),
    "table.nodes": _("People and things"),
    "table.events": _("Events"),
    # Translators: between people and things
    "table.edges": _("Links"),
    "table.filter": _("Filter by typing"),
    "table.copy": _("Copy as CSV"),
    "table.copied": _("Copied: {n} rows"),
    "table.copy.failed": _("The browser did not allow copying."),
    "table.count": _("Rows: {n}"),
    "table.more": _("Show more (left: {n})"),
    # Translators: read aloud
    "table.label": _("Table"),
    "column.label": _("Name"),
    "column.kind": _("Kind"),
    "column.role": _("Role"),
    # Translators: probability as so many of a hundred
    "column.probability": _("Of 100"),
    "column.records": _("Records"),
    "column.at": _("When"),
    # Translators: of event
    "column.event": _("Event"),
    "column.place": _("Place"),
    # Translators: happened
    "column.summary": _("What"),
    # Translators: people and things in the event
    "column.who": _("Who"),
    # Translators: first end of a link
    "column.source": _("From whom or what"),
    # Translators: how two are joined
    "column.link": _("Link"),
    # Translators: other end of a link
    "column.target": _("To whom or what"),
    # Translators: a date
    "column.from": _("Since"),
    # Translators: a date
    "column.until": _("Until"),
    "evidence.protected": _("Masked. Give a purpose to see the name; that is logged."),
    "evidence.links": _("Links"),
    "evidence.events": _("Events"),
    "evidence.nodes": _("People and things"),
    "evidence.between": _("Links between them"),
    # Translators: a link to a record
    "evidence.record": _("record {n}"),
    "evidence.rest": _("and {n} more"),
    # Translators: where in the source file a record stands
    "evidence.source": _("{file}, byte {offset}, length {length}"),
    # Translators: name of the command palette
    "palette.label": _("Do or go to"),
    "palette.none": _("Nothing fits"),
}
