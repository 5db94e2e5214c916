"""A help line whose texts a machine translates."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from manumit.doors.web.building import build_assets
from tests.doors.helpline.telephone import Telephone, telephone
from tests.services.support.translation.pipe import program


@pytest.fixture(scope="session")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telephone]:
    """With a carrier, too."""
    build_assets()
    folder = tmp_path_factory.mktemp("translated")
    with telephone(folder / "home", MANUMIT_HELPLINE_TRANSLATION_APERTIUM=program(folder)) as made:
        yield made
