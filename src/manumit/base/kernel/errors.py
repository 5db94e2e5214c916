"""Every error a person can meet: a code, a sentence, a hint. One shape for terminal, API and page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ManumitError(Exception):
    """Root. `code` is stable, `sentence` says what and where, `hint` what to do, `exit_code` ends a command, `field` is
    the name of the form's field that it is about, where it is about one. `about` names the sentence, and `numbers` (and
    names) stand in its gaps, so that a door can say it in another language."""

    code = "failure"
    exit_code = 1

    def __init__(
        self,
        sentence: str,
        hint: str = "",
        field: str = "",
        about: str = "",
        numbers: Mapping[str, str | float] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.field = field
        self.about = about
        self.numbers = dict(numbers or {})

    def shape(self) -> dict[str, str]:
        """The one error shape: {code, sentence, hint}."""
        return {"code": self.code, "sentence": self.sentence, "hint": self.hint}

    def told(self) -> dict[str, Any]:
        """The shape, and beside it what a door needs to say it in another language."""
        return self.shape() | ({"about": self.about, "numbers": self.numbers} if self.about else {})


class UsageError(ManumitError):
    """The call cannot be understood."""

    code = "usage"
    exit_code = 2


class UnreadableInput(ManumitError):
    """A file or message cannot be read; the rest goes on."""

    code = "unreadable"
    exit_code = 3


class PoorCapture(UnreadableInput):
    """A picture of a face, eye or finger from which no sound template can be made; the hint says how to recapture."""

    code = "poor-capture"


class VerificationFailed(ManumitError):
    """What was claimed does not hold."""

    code = "verification"
    exit_code = 4


class WorkspaceError(ManumitError):
    """The workspace is missing, damaged, busy or cannot be written."""

    code = "workspace"


class MissingPart(ManumitError):
    """An optional part of the program is not installed."""

    code = "missing-part"


class VaultError(ManumitError):
    """The vault or its keys are missing, damaged, busy or cannot be written."""

    code = "vault"


class WrongKey(ManumitError):
    """The passphrase, PIN or key does not fit, or it was tried too often."""

    code = "wrong-key"


class Erased(ManumitError):
    """It was erased: nobody can bring it back."""

    code = "erased"


class Refused(ManumitError):
    """The call is understood, and a rule that protects people forbids it."""

    code = "refused"
