"""`manumit models`: which models make biometric templates here, and who let them in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from manumit.doors.cli.output import Quiet, need, tell

models = typer.Typer(
    name="models",
    no_args_is_help=True,
    help="Models of faces, prints, irises and rooms: what they are, who admitted them.",
)


@models.command("list")
def list_(quiet: Quiet = False) -> int:
    """What comes with the program, and what the settings name: licence, what it learnt from, SHA-256. JSON.

    Of what comes with the program `calibrated` says on whom its calibration was fitted, and how good it was there.

    An operator's model that nobody admitted, or whose file was changed, is listed with the reason; the exit code is 4.

    Example: manumit models list
    """
    from dataclasses import asdict

    from manumit.base.govern import admit_model
    from manumit.base.kernel import ManumitError, settings_from
    from manumit.engine.biometrics import NONE_INSTALLED, ModelSettings

    told = _shipped()
    chosen = settings_from(ModelSettings)
    wrong = False
    for setting in ("face_model", "room_model", "face_attack", "fingerprint_attack", "iris_attack"):
        if not (named := getattr(chosen, setting)):
            continue
        try:
            slot, _ = admit_model(Path(named), chosen.model_keys)
            told.append({"comes with": f"MANUMIT_{setting.upper()}", **asdict(slot)})
        except ManumitError as error:
            wrong = True
            told.append(
                {"comes with": f"MANUMIT_{setting.upper()}", "file": named, "refused": error.sentence}
            )
    print(json.dumps(told, ensure_ascii=False, indent=1))
    if not any(getattr(chosen, f"{one}_attack") for one in ("face", "fingerprint", "iris")):
        tell(quiet, f"manumit: {NONE_INSTALLED}")
    return 4 if wrong else 0


def _shipped() -> list[dict[str, object]]:
    """The models of the program, each with its calibration card."""
    from dataclasses import asdict

    from manumit.engine.biometrics import CARDS, REGISTRY, card_for

    cards = {card.model: card for card in (card_for(name, None) for name in CARDS)}
    return [
        {"comes with": "manumit", **asdict(one), "calibrated": cards[one.model].told}
        for one in REGISTRY.values()
    ]


@models.command()
def admit(
    model: Annotated[Path, typer.Argument(metavar="MODEL.onnx", help="The file, all weights in it.")],
    card: Annotated[
        Path,
        typer.Option("--card", metavar="CARD.json", help="What it is, its licence, what it learnt from."),
    ],
    key: Annotated[
        Path,
        typer.Option(
            "--key", metavar="FILE", help="An administrator's private key; made with --name if new."
        ),
    ],
    name: Annotated[
        str, typer.Option("--name", help="For a new key: whose it is, such as example.org/models.")
    ] = "",
    quiet: Quiet = False,
) -> int:
    """Admit a model: write MODEL.note beside it, the card and the file's SHA-256 under an administrator's signature.

    The verifier key goes to stdout: it belongs into the file that MANUMIT_MODEL_KEYS names, where whoever may change
    models must not be able to write.

    Example: manumit models admit arcface.onnx --card arcface.json --key admin.key --name example.org/models
    """
    from manumit.base.govern import sign_model
    from manumit.base.kernel import UsageError
    from manumit.base.ledger import KeyPair
    from manumit.base.vault import write_whole

    text = need(card).read_text("utf-8")
    try:
        told = json.loads(text)
        if not isinstance(told, dict):
            raise ValueError("it is no object")
    except ValueError as error:
        raise UsageError(f"{card} is no JSON: {error}.") from error
    if key.exists():
        pair = KeyPair.load(key)
    elif name:
        pair = KeyPair.generate(name)
    else:
        raise UsageError(f"{key} does not exist.", "Say --name to make it.")
    note = sign_model(need(model), told, pair)
    if not key.exists():
        pair.save(key)
        tell(quiet, f"manumit: made the private key {key}. Keep it secret.")
    write_whole(model.with_suffix(".note"), str(note).encode())
    sys.stdout.write(f"{pair.verifier}\n")
    of_rooms = told["modality"] == "room"
    next_ = "Make catalogues anew with it." if of_rooms else "No ratio is told before it is calibrated."
    tell(quiet, f"manumit: {model.with_suffix('.note')} admits {model.name}. {next_}")
    return 0
