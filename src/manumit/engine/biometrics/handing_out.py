"""What leaves a gallery: templates in other forms, revocable codes, and that pictures were held against one. It is
written down before it is given."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.answers import Use
from manumit.engine.biometrics.codes import BITS, codes_of
from manumit.engine.biometrics.face import face_vectors
from manumit.engine.biometrics.holdings import Holdings
from manumit.engine.biometrics.modalities import Modality
from manumit.engine.biometrics.model import REGISTRY, Template
from manumit.engine.biometrics.shared_codes import FaceCodes


class HandingOut(Holdings):
    """What is held, and may be handed out."""

    def hand_out(self, subject: str, way: Modality, use: Use, form: str, to: str) -> list[Template]:
        """A subject's templates, to leave the gallery in another form. It is written down before they are given.
        UsageError without purpose and basis, or when the gallery has none of this subject."""
        use.check(self.kind)
        found = [one for who, one in self.templates(way.name) if who == subject]
        if not found:
            raise UsageError(f"The gallery of class {self.kind} has no {way.name} of {subject!r}.")
        who = self._vault.ring.blind("person " + subject)
        self._uses.log(
            "hand out",
            "hand out",
            use,
            modality=way.name,
            form=form,
            templates=len(found),
            subject=who,
            to=to,
        )
        return found

    def hand_out_codes(self, key: bytes, use: Use, to: str) -> tuple[list[str], FaceCodes]:
        """(subjects, their revocable codes) of all faces here under a key, a row each: the subjects stay, codes may go.
        It is written down before they are given. UsageError without purpose and basis, or without a face that our own
        model read."""
        use.check(self.kind)
        found = [(who, one) for who, one in self.templates("face") if one.model in REGISTRY]
        if not found:
            raise UsageError(f"The gallery of class {self.kind} has no face of which codes are made.")
        vectors = face_vectors([one for _, one in found])
        made = FaceCodes(codes_of(vectors, key), np.linalg.norm(vectors, axis=1).astype(np.float64))
        form = f"codes of {BITS} bits"
        self._uses.log("hand out", "hand out", use, modality="face", form=form, templates=len(found), to=to)
        return [who for who, _ in found], made

    def note_watch(self, use: Use, key: str, told: Mapping[str, object]) -> None:
        """Write down that pictures were held against a code made here, before what was met is told. `told`: how many
        faces were compared (`templates`), `candidates`, `threshold_llr`, `expected_false`."""
        self._uses.log(
            "gallery",
            "watch",
            use,
            modality="face",
            key=self._vault.ring.blind("face code " + key),
            **told,
        )
