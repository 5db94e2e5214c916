"""What every file of the catalogue must honour: sources, fairness, tables it may read, weights and words for leads."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

import pytest

from manumit.base.kernel import record_kinds, vocabulary
from manumit.engine.indicators import Indicator, catalogue
from manumit.engine.leads.say import _CLAIM
from manumit.engine.leads.value import value_weights
from manumit.engine.leads.weigh import weights
from manumit.engine.links import LINK_TABLES
from tests.engine.indicators.scenes import rows_of

FLAGS = [flag for flag in catalogue() if not flag.against]
AGAINST = [flag for flag in catalogue() if flag.against]

BARRED = re.compile(
    r"\b(nationalit\w*|citizen\w*|ethni\w*|race|racial|skin\w*|religio\w*|faith|caste|tribe|migra\w+_?status|"
    r"immigra\w*|visa_\w+|asylum\w*|refugee\w*|residence_permit|sexual_orientation|sexuality|gay|lesbian|"
    r"issuing\w*|issuer\w*|issued_(by|in)|passport_country|document_country|birth_?(place|country)|country_of_birth)\b",
    re.I,
)
"""Nationality, ethnicity, religion, migration status, sexual orientation, and columns that stand in for them."""
HIDDEN = re.compile(r"\bextra\b", re.I)
"""Unknown columns of a source are kept there: a flag that reads it could read a barred one."""
CUT = re.compile(
    r"\b(substr|substring|left|right|regexp_extract|split_part|starts_with)\s*\(\s*(\w+\.)?document\b|document\s*\[",
    re.I,
)
"""The first letters of a document or its machine-readable zone tell the issuing state."""
READABLE = {*LINK_TABLES, "mention", "name", *record_kinds()}
PHONE = re.compile(r"\+\d[\d ()-]{6,}\d")
RESERVED = re.compile(r"\+1\d{3}55501\d\d|\+447700900\d{3}")


def each(flags: list[Indicator]) -> pytest.MarkDecorator:
    """A test over indicators, named by them."""
    return pytest.mark.parametrize("flag", flags, ids=lambda flag: flag.id)


def bare(sql: str) -> str:
    """SQL without comments and quoted text: what is left are names."""
    return re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*", "", sql))


def link_sql() -> list[str]:
    """The SQL that makes the link tables."""
    room = files("manumit.engine.links")
    return [room.joinpath(name).read_text("utf-8") for name in ("tables.sql", "ties.sql")]


def check_fair(sql: str) -> None:
    """No barred feature and nothing that stands in for one."""
    names = bare(sql)
    for rule in (BARRED, HIDDEN, CUT):
        found = rule.search(names)
        assert not found, f"barred as a feature: {found[0] if found else ''}"


@each(list(catalogue()))
def test_no_barred_feature(flag: Indicator) -> None:
    check_fair(flag.sql)
    check_fair(" ".join(flag.parameters))
    assert not BARRED.search(flag.sentence)


@pytest.mark.parametrize("sql", link_sql(), ids=["tables", "ties"])
def test_no_barred_feature_below(sql: str) -> None:
    check_fair(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT nationality FROM x", "SELECT issuing_state FROM booking", "SELECT document[1:3] FROM booking",
        "SELECT substr(b.document, 1, 3) FROM booking b", "SELECT extra FROM booking", "SELECT religion",
        "SELECT visa_type FROM x",
    ],
)  # fmt: skip
def test_the_lint_bites(sql: str) -> None:
    with pytest.raises(AssertionError, match="barred"):
        check_fair(sql)


@each(list(catalogue()))
def test_cites_where_it_comes_from(flag: Indicator) -> None:
    assert flag.source
    for source in flag.source:
        assert len(source.document) > 3
        assert 1900 < source.year <= 2026
        assert len(source.paragraph) > 3


@each(list(catalogue()))
def test_says_what_a_person_must_know(flag: Indicator) -> None:
    assert flag.title
    assert flag.sentence.endswith(".")
    assert len(flag.harm) > 10
    assert set(flag.applies_to) <= set(record_kinds())
    assert flag.applies_to
    assert flag.against or flag.innocent, "a flag must name its innocent explanations"
    assert flag.against or flag.exploitation, "a flag must say which exploitation it points to"


@each(list(catalogue()))
def test_every_parameter_is_used(flag: Indicator) -> None:
    used = set(re.findall(r"\$([a-z_]+)", flag.sql))
    assert set(flag.parameters) == used, "parameters that do nothing, or have no default"


@each(list(catalogue()))
def test_every_word_of_the_sentence_comes_from_the_query(flag: Indicator) -> None:
    fields = {field for _, field, _, _ in Formatter().parse(flag.sentence) if field}
    for field in fields:
        assert re.search(rf"\b{field}\b", bare(flag.sql)), f"{{{field}}} is no column of the query"


@each(list(catalogue()))
def test_reads_link_tables_only(flag: Indicator) -> None:
    text = bare(flag.query())
    own = set(re.findall(r"(?:\bWITH|,|\()\s*(?:RECURSIVE\s+)?([a-z_]+)\s+AS\s*(?:MATERIALIZED\s*)?\(", text))
    read = set(re.findall(r"(?<!DISTINCT )\b(?:FROM|JOIN)\s+([a-z_]+)\b(?!\s*\()", text))
    assert read - own <= READABLE, f"reads {sorted(read - own - READABLE)}"


@each(list(catalogue()))
def test_roles_are_the_closed_ones(flag: Indicator) -> None:
    roles = set(re.findall(r"'role': (?:CASE [^}]*? END|'(\w+)')", flag.sql)) - {""}
    roles |= set(re.findall(r"(?:THEN|ELSE) '(\w+)'(?= (?:ELSE|END|WHEN)[^{]*\})", flag.sql))
    assert roles <= set(vocabulary().roles)


@each(FLAGS)
def test_a_flag_has_a_weight_and_a_claim(flag: Indicator) -> None:
    assert "one" in value_weights().get(flag.id, {}), "leads/values.yaml has no weights for it"
    assert "strength" in weights()["flags"].get(flag.id, {}), "leads/weights.yaml has no weight for it"
    assert _CLAIM.get(flag.id), "leads/say.py has no claim sentence for it"


@each(AGAINST)
def test_an_explanation_has_a_weight_and_never_speaks_for_guilt(flag: Indicator) -> None:
    assert weights()["against"].get(flag.id, 1) <= 0, "leads/weights.yaml has no weight for it"


def test_weights_and_claims_name_what_there_is() -> None:
    known, explained = {flag.id for flag in FLAGS}, {flag.id for flag in AGAINST}
    assert set(weights()["flags"]) == set(value_weights()) == set(_CLAIM) == known
    assert set(weights()["against"]) == explained


@each(list(catalogue()))
def test_examples_name_nobody_real(flag: Indicator) -> None:
    cells = [
        str(value)
        for way in flag.examples.values()
        for example in way
        for rows in rows_of(example).values()
        for row in rows
        for value in row.values()
    ]
    for cell in cells:
        for number in PHONE.findall(cell):
            assert RESERVED.fullmatch(re.sub(r"[ ()-]", "", number)), f"{number} is not a reserved number"
        for host in re.findall(r"(?:@|://)([\w.-]+\.\w+)", cell):
            assert host.endswith((".example", "example.com", "example.org", "example.net")), host
