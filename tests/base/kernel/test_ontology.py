"""The ontology is the documented contract: kinds, their columns in files, the closed vocabularies."""

import pyarrow as pa
import pytest

from manumit.base.kernel import common_columns, record_kinds, record_schema, vocabulary

# DESIGN 6a, word for word: kind -> columns of a CSV or JSON-lines file, the id first.
CONTRACT = {
    "ad": "ad_id posted_at source url title text location lat lon price currency contact images",
    "post": "post_id posted_at platform author text links reply_to",
    "offer": "offer_id posted_at source employer title text location country pay currency contact",
    "account": "account_id opened_at kind holder_name phone email address city country occupation",
    "payment": "payment_id time debtor_account creditor_account amount currency channel merchant_category city"
    " country memo",
    "booking": "booking_id created_at record_locator passenger_name birth_date document origin destination"
    " departs_at ticket_number payment_form payer_name contact_phone contact_email agency",
    "stay": "stay_id check_in check_out property city country guest_name rooms paid_by_account",
    "sighting": "sighting_id seen_at place lat lon description source photo",
    "report": "report_id received_at channel text location country",
    "missing_person": "report_id reported_at name birth_date last_seen_at last_seen_place description photo",
}
OF_OTHER_FORMATS = {"page": "url", "leg": "leg_id", "domain": "domain", "image": "image_id"}
HANDLING = {"tlp", "purpose", "expires_at", "consent_id"}


def test_these_are_the_kinds() -> None:
    assert set(record_kinds()) == set(CONTRACT) | set(OF_OTHER_FORMATS)


@pytest.mark.parametrize("kind", sorted(CONTRACT))
def test_a_file_of_a_kind_has_the_documented_columns(kind: str) -> None:
    assert record_kinds()[kind].file_columns == set(CONTRACT[kind].split())


@pytest.mark.parametrize("kind", sorted(record_kinds()))
def test_a_kind_has_the_documented_id(kind: str) -> None:
    documented = {**{name: columns.split()[0] for name, columns in CONTRACT.items()}, **OF_OTHER_FORMATS}
    assert record_kinds()[kind].id_column == documented[kind]


@pytest.mark.parametrize("kind", sorted(record_kinds()))
def test_a_kind_is_dated_by_one_of_its_own_times(kind: str) -> None:
    assert record_kinds()[kind].columns[record_kinds()[kind].when] == "time"


def test_every_record_carries_provenance_and_handling() -> None:
    provenance = {
        "record_id",
        "source_id",
        "file_sha256",
        "byte_offset",
        "byte_length",
        "reader",
        "observed_at",
    }
    assert provenance | HANDLING | {"zone_minutes", "extra"} == set(common_columns())


@pytest.mark.parametrize("kind", sorted(record_kinds()))
def test_money_is_exact_and_times_are_utc_in_every_table(kind: str) -> None:
    schema = record_schema(kind)
    for name, typ in {**common_columns(), **record_kinds()[kind].columns}.items():
        if typ == "money":
            assert schema.field(name).type == pa.decimal128(38, 0)
            assert schema.field(f"{name}_exponent").type == pa.int8()
        if typ == "time":
            assert schema.field(name).type == pa.timestamp("us", "UTC")


@pytest.mark.parametrize("kind", sorted(record_kinds()))
def test_no_table_has_a_column_twice(kind: str) -> None:
    names = record_schema(kind).names
    assert len(names) == len(set(names))


def test_the_closed_vocabularies() -> None:
    words = vocabulary()
    assert list(words.roles) == "controller recruiter collector facilitator possible_victim unknown".split()
    assert list(words.exploitations) == "sexual labour domestic forced_crime unknown".split()
    assert words.member_kinds == ("person", "account", "phone", "handle")
    assert words.default_tlp == "TLP:AMBER"
    assert words.default_tlp in words.tlp


def test_every_entity_that_can_be_a_member_is_of_a_member_kind() -> None:
    members = {spec["member"] for spec in vocabulary().entities.values() if "member" in spec}
    assert members == set(vocabulary().member_kinds)


def test_what_was_read_from_yaml_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        record_kinds()["new"] = record_kinds()["ad"]  # type: ignore[index]
