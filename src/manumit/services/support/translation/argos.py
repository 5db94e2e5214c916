"""CTranslate2 models in the folders that Argos Translate packs: metadata.json (from_code, to_code), sentencepiece.model
and model/. The operator unpacks them; nothing is fetched. Needs ctranslate2 and sentencepiece (the extra
`translation`)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from manumit.base.kernel import MissingPart, UnreadableInput, UsageError

BEAM = 4
"""As Argos asks."""
MOST_TOKENS = 256
"""Of a sentence; a longer one is for a person, since a part of it may say the opposite."""
LONGER, SPARE = 3, 20
"""A translation that is longer than so many times its sentence and so many tokens goes round in circles."""
_SENTENCE = re.compile(r"(?<=[.!?…。！？؟])\s*")
_SPACE = "\u2581"


@dataclass
class _Model:
    """A pair."""

    folder: Path
    source: str
    target: str
    prefix: str
    _parts: tuple[Any, Any] = field(init=False, repr=False)

    def open(self) -> None:
        """Read it. MissingPart without the extra, UnreadableInput for what is no model."""
        try:
            import ctranslate2
            import sentencepiece
        except ImportError as error:
            raise MissingPart(
                "Models for translation need ctranslate2 and sentencepiece.",
                "Install them with: pip install 'manumit[translation]'.",
            ) from error
        try:
            cutter = sentencepiece.SentencePieceProcessor(model_file=str(self.folder / "sentencepiece.model"))
            model = ctranslate2.Translator(
                str(self.folder / "model"), device="cpu", inter_threads=1, intra_threads=1
            )
        except Exception as error:  # both raise types of their own
            raise UnreadableInput(f"{self.folder} cannot be opened: {str(error)[:200]}") from error
        self._parts = cutter, model

    def translate(self, text: str) -> str:
        """Line by line, sentence by sentence."""
        return "\n".join(self._line(line) for line in text.splitlines())

    def _line(self, line: str) -> str:
        cutter, model = self._parts
        sentences = [one for one in _SENTENCE.split(line) if one.strip()]
        if not sentences:
            return ""
        batch = [cutter.encode(one, out_type=str) for one in sentences]
        if max(map(len, batch)) > MOST_TOKENS:
            raise UnreadableInput("A sentence is too long to be translated.")
        prefix = [[self.prefix]] * len(batch) if self.prefix else None
        most = LONGER * max(map(len, batch)) + SPARE
        try:
            made = model.translate_batch(
                batch, target_prefix=prefix, beam_size=BEAM, max_decoding_length=most
            )
        except Exception as error:
            raise UnreadableInput(f"{self.folder} failed: {str(error)[:200]}") from error
        found = [each.hypotheses[0] for each in made]
        if any(len(one) >= most for one in found):
            raise UnreadableInput(f"{self.folder} came to no end.")
        told = [
            "".join(one for one in each if one != self.prefix).replace(_SPACE, " ").strip() for each in found
        ]
        return " ".join(told)


class Argos:
    """A folder of such folders."""

    def __init__(self, folder: Path) -> None:
        self._models = {
            (one.source, one.target): one for one in map(_model, sorted(folder.glob("*/metadata.json")))
        }
        if not self._models:
            raise UsageError(
                f"{folder} holds no models.",
                "Each is a folder with metadata.json, sentencepiece.model and model/.",
            )
        for one in self._models.values():
            one.open()  # so that what is broken is told before anybody writes

    @property
    def name(self) -> str:
        """As it stands in the label."""
        return "CTranslate2"

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Those of the folder."""
        return frozenset(self._models)

    def translate(self, text: str, source: str, target: str) -> str:
        """The text; UnreadableInput where the model fails."""
        return self._models[source, target].translate(text)


def _model(card: Path) -> _Model:
    try:
        told = json.loads(card.read_text("utf-8"))
        return _Model(
            card.parent, str(told["from_code"]), str(told["to_code"]), str(told.get("target_prefix", ""))
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableInput(f"{card} is no card of a model: {error!r}.") from error
