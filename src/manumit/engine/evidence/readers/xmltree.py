"""XML as a stream of finished elements with their byte spans (expat). No DTD, no entities, limited depth and size.
Names are without their namespace prefix.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from xml.parsers import expat

from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.model import Quarantined

DEEPEST = 100
LONGEST_TEXT = 1 << 20
LARGEST_ELEMENT = 1_000_000
"""Elements below one record, at most."""


class Refused(Exception):
    """XML that is not read for safety: a DTD, an entity, too deep, too large."""


class Element:
    """One element with what is inside; `offset` and `length` (bytes of the leaf) are set for the outermost."""

    __slots__ = ("attributes", "children", "length", "name", "offset", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name, self.attributes = name, attributes
        self.text = ""
        self.children: list[Element] = []
        self.offset = self.length = 0

    def find(self, path: str) -> Element | None:
        """The first element along `a/b/c`, any branch."""
        return self._find(_steps(path), 0)

    def _find(self, steps: tuple[str, ...], at: int) -> Element | None:
        name = steps[at]
        for child in self.children:
            if child.name == name:
                if at + 1 == len(steps):
                    return child
                found = child._find(steps, at + 1)
                if found is not None:
                    return found
        return None

    def all(self, path: str) -> list[Element]:
        """All elements along `a/b/c`."""
        found = [self]
        for name in _steps(path):
            found = [child for one in found for child in one.children if child.name == name]
        return found

    def first(self, *paths: str) -> str | None:
        """Text of the first of these paths that has some."""
        for path in paths:
            found = self._find(_steps(path), 0)
            if found is not None and (text := found.text.strip()):
                return text
        return None


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


class Harvest:
    """Feeds expat; collects the outermost elements whose names are wanted, with their spans."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self.wanted = wanted
        self.done: list[Element] = []
        self._depth = 0
        self._open: list[Element] = []
        self._inside = 0
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self.parser = parser

    def _refuse(self, *_: object) -> int:
        raise Refused("a DTD or an entity declaration, which could expand without end or reach other files")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Refused(f"elements nested more than {DEEPEST} deep")
        if ":" in name:
            name = name.rpartition(":")[2]
        held = self._open
        if held:
            element = Element(name, attributes)
            held[-1].children.append(element)
            held.append(element)
            self._inside += 1
            if self._inside > LARGEST_ELEMENT:
                raise Refused(f"one element holds more than {LARGEST_ELEMENT} others")
        elif name in self.wanted:
            element = Element(name, attributes)
            element.offset = self.parser.CurrentByteIndex
            held.append(element)

    def _text(self, data: str) -> None:
        if self._open and not (element := self._open[-1]).children:  # payment messages have no mixed content
            element.text += data
            if len(element.text) > LONGEST_TEXT:
                raise Refused(f"a text of more than {LONGEST_TEXT} characters")

    def _end(self, name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        if not self._open:
            tail = self.parser.GetInputContext() or b""
            close = tail.find(b">")
            wide = close >= 0 and tail[close + 1 : close + 2] == b"\0"
            element.length = self.parser.CurrentByteIndex + close + 1 + wide - element.offset
            self.done.append(element)
            self._inside = 0

    def finished(self) -> list[Element]:
        """What was completed since the last call."""
        done, self.done = self.done, []
        return done


def harvest(leaf: Leaf, wanted: frozenset[str]) -> Iterator[Element | Quarantined]:
    """Outermost elements named in `wanted`, as they end. Damage is told after what came before."""
    work = Harvest(wanted)
    fed, limit = 0, min(leaf.settings.max_line_mb << 20, 4 << 20)
    try:
        for piece in leaf.chunks():
            for start in range(0, len(piece), 1 << 16):
                part = piece[start : start + (1 << 16)]
                work.parser.Parse(part, False)
                fed += len(part)
                yield from work.finished()
                if fed - work.parser.CurrentByteIndex > limit:
                    raise Refused(f"one tag of more than {limit >> 20} MiB")
        work.parser.Parse(b"", True)
    except Refused as error:
        yield from work.finished()
        yield leaf.doubt(0, 0, f"the XML is refused: {error}", "Ask for a file without them.")
        return
    except (expat.ExpatError, ValueError) as error:
        yield from work.finished()
        at = max(work.parser.ErrorByteIndex, 0)
        yield leaf.doubt(at, 0, f"the XML is broken or cut off ({error})", "What came before is kept.")
        return
    yield from work.finished()
