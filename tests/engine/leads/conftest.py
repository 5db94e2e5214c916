"""These tests weigh with a table of their own: they say what weighing does, not what it was last fitted to."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from tests.engine.leads.findings import TABLE, VALUES


@pytest.fixture(autouse=True, scope="module")
def table() -> Iterator[None]:
    """TABLE stands in for weights.yaml, VALUES for values.yaml."""
    with (
        patch("manumit.engine.leads.weigh.weights", lambda: TABLE),
        patch("manumit.engine.leads.build.weights", lambda: TABLE),
        patch("manumit.engine.leads.value.value_weights", lambda: VALUES),
    ):
        yield
