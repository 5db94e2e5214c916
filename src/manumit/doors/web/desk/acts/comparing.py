"""Looks for somebody in an opened gallery, compares two pictures, traces a family: in the process of a job, without a
database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import PoorCapture, UnreadableInput
from manumit.doors.web.desk.acts.cards import Apart, judged
from manumit.doors.web.desk.acts.portraits import Listed, Wall, bytes_of, in_memory, refusal

if TYPE_CHECKING:
    from manumit.base.vault import Vault
    from manumit.engine.biometrics import Asked, Gallery, Modality, Template

Json = dict[str, Any]
Tell = Callable[[str, int, int], None]
Read = tuple["Template", "Modality"]
EVIDENCE = ("parts", "details", "relatives", "cautions")
"""Of a candidate, what the ratio is made of."""


def looked(
    asked: Mapping[str, Any],
    vault: Vault,
    gallery: Gallery | None,
    wall: Wall,
    tell: Tell,
    lists: Mapping[str, Gallery] | None = None,
) -> Json:
    """What came of a use: candidates with their evidence, and the pictures that could not be read and why. `lists`: the
    galleries that a check of its aim may ask."""
    from manumit.engine.biometrics import Asked, Details, Use

    told: Json = {
        "use": asked["use"],
        "unread": [],
        "attack": [],
        "pair": None,
        "answer": None,
        "lists": None,
    }
    found = _read(asked, vault, wall, told, tell)
    tell("compare", 0, 0)
    if not _enough(asked, found, bool(asked.get("aim")) or gallery is not None):
        return told
    both = asked["pair"] and all(found[: len(asked["probes"])])
    apart = len(asked["probes"]) if asked["pair"] and not both else 0
    # of these it stays said that two were not compared; what else could not be read only makes the answer weaker
    told["left_out"] = [*(one for one in told["unread"] if one["n"] >= apart), *told["left_out"]]
    told["unread"] = [one for one in told["unread"] if one["n"] < apart]
    read = [one for shown in found for one in shown]
    told["quality"] = [one.quality for one, _way in read]
    told["prints"] = sum(way.name == "fingerprint" for _one, way in read)
    words, use = asked["words"], Use(asked["purpose"], asked["basis"])
    about = Details.of(json.loads(vault.read(words["details"]).data)) if "details" in words else Details()
    how = Asked(use, child=asked["child"], years=float(asked["years"]), about=about)
    if asked["what"] == "trace":
        assert gallery is not None
        told["answer"] = _traced(gallery, vault.read(words["request"]).data, how, read, asked["without"])
        return told
    if subject := asked.get("with"):
        assert gallery is not None
        faces = [one for one, _way in read]
        told["held"] = gallery.compare(faces, read[0][1], how, subject)
        return told
    if both:
        told["pair"] = _two(found[0][0], found[1][0], how)
    present = [one for shown in found[len(asked["probes"]) - 1 :] for one in shown]
    if asked.get("aim"):
        whom = dict([asked["whom"]]) if asked.get("whom") else {}
        told["lists"] = lists_asked(lists or {}, asked["aim"], present, how, gallery is not None, whom)
    if gallery is not None:
        share = how.expected / (1 + sum(one["answer"] is not None for one in told["lists"] or ()))
        probe, *others = present
        told["answer"] = _searched(gallery, probe, replace(how, expected=share), others, asked["without"])
    return told


def _read(asked: Mapping[str, Any], vault: Vault, wall: Wall, told: Json, tell: Tell) -> list[list[Read]]:
    """Of each picture a template, of a card of prints several, the best first, of one that cannot be read none; `told`
    gets why not, and whether one looks like an attack. What is on a list is destroyed."""
    from manumit.engine.biometrics import NONE_INSTALLED, modality

    pictures = [
        *((item, asked["modality"]) for item in asked["probes"]),
        *((i, name) for name, i in asked["also"]),
    ]
    read: list[list[Read]] = []
    apart, bare = Apart(vault, asked, wall), set[str]()
    for at, (item, name) in enumerate(pictures):
        tell("enrol", at, len(pictures))
        way = modality(name)
        bare |= {name} if NONE_INSTALLED in way.lacks() else set()
        read.append([])
        if vault.was_erased(item):  # it was on a list, and this job was killed after that
            told["unread"].append({"n": at, **refusal(Listed())})
            continue
        data = bytes_of(vault, item)
        with in_memory(data) as path:
            try:
                wall.stop(data, item)
                if asked.get("with"):
                    read[-1] = [(one, way) for one in _faces(path)]
                else:
                    read[-1] = [(one, way) for one in apart.templates(way, path, item)]
                told["attack"] += judged(way, path, at + 1)
            except Listed as error:
                vault.erase_record(item, "on a list")
                told["unread"].append({"n": at, **refusal(error)})
            except UnreadableInput as error:
                told["unread"].append({"n": at, **refusal(error, path)})
    told["unguarded"] = sorted(bare)  # a detector may be here by the time somebody reads it
    told["also"], told["left_out"], told["fingers"] = apart.also, apart.left_out, apart.fingers
    return read


def _enough(asked: Mapping[str, Any], found: Sequence[Sequence[Read]], looks: bool) -> bool:
    """Whether what could be read suffices: of a pair both are needed, but where a gallery is looked in (`looks`), who
    is here is looked for, whatever the document's picture is like; a search goes by those that are left, and a family
    is traced by what is told, too."""
    if asked["what"] == "trace":
        return True
    if not asked["pair"]:
        return any(found)
    if all(found[: len(asked["probes"])]):
        return True
    return looks and any(found[len(asked["probes"]) - 1 :])


def _faces(path: Path) -> list[Template]:
    """Every face of a picture that was met: which of them it was is not kept. PoorCapture for none."""
    from manumit.engine.biometrics import read_faces, read_picture

    found: list[Template] = read_faces(read_picture(path))
    if not found:
        raise PoorCapture(
            "No face is found in it.",
            "It may have been taken out of a larger picture.",
            about="no-face-met",
        )
    return found


def _two(one: Read, other: Read, how: Asked) -> Json:
    from manumit.engine.biometrics import compare_two

    (a, way), (b, _way) = one, other
    told: Json = compare_two(a, b, way, how)
    return {**told, "second": way.second(a, b) if way.second else None}


def _searched(gallery: Gallery, probe: Read, how: Asked, further: Sequence[Read], without: str) -> Json:
    from manumit.engine.biometrics import as_json

    return _with_second(gallery, as_json(gallery.identify(*probe, how, further)), [probe, *further], without)


def lists_asked(
    lists: Mapping[str, Gallery],
    aim: str,
    present: Sequence[Read],
    how: Asked,
    beside: bool,
    whom: Mapping[str, str],
) -> list[Json]:
    """What each list says of whoever is there, with the basis on which it is open; of the others why they were not
    asked. `beside`: whether a gallery is looked in, too; `whom`: by class the one whose picture this is, who is never
    named."""
    from manumit.engine.biometrics import as_json, ask_lists, open_lists, unasked

    today = datetime.now(UTC).date()
    if open_lists(lists, aim, today):
        said = ask_lists(lists, aim, present, how, today, int(beside))
    else:  # closed, or over, since it was asked: the rest of the check goes on
        said = unasked(lists, aim, today)
    told = []
    for one in said:
        row: Json = {"kind": one.kind, "opening": None, "answer": None, "why_not": one.why_not}
        if one.opening and one.answer:
            row["opening"] = {**asdict(one.opening), "until": one.opening.until.isoformat()}
            row["answer"] = _with_second(
                lists[one.kind], as_json(one.answer), present, whom.get(one.kind, "")
            )
        told.append(row)
    return told


def _with_second(gallery: Gallery, answer: Json, read: Sequence[Read], without: str = "") -> Json:
    """Each candidate with what another matcher says; never the one whom it is about."""
    prints = [one for one in read if one[1].second]
    answer["candidates"] = [
        {**one, "second": _second(gallery, prints, one["subject"])}
        for one in answer["candidates"]
        if one["subject"] != without
    ]
    return answer


def _second(gallery: Gallery, prints: Sequence[Read], subject: str) -> Any:
    return gallery.second_vote([one for one, _way in prints], prints[0][1], subject) if prints else None


def _traced(gallery: Gallery, form: bytes, how: Asked, read: Sequence[Read], without: str) -> Json:
    from manumit.engine.biometrics import CaseForm

    answer = asdict(gallery.trace(CaseForm.from_bytes(form), how, read, without))
    answer["candidates"] = [{**one, "subject": one["id"]} for one in answer["candidates"]]
    return {**answer, "subjects": answer["separated"]}
