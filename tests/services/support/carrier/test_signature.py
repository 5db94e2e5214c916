"""Signatures, against values that the carrier's own library (twilio 9, RequestValidator) gave for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.services.support import carrier_signature, carrier_signed

THEIRS = [
    (
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        {
            "CallSid": "CA1234567890ABCDE",
            "Caller": "+14158675310",
            "Digits": "1234",
            "From": "+14158675310",
            "To": "+18005551212",
        },
        "GvWf1cFY/Q7PnoempGyD5oXAezc=",
    ),
    (
        "https://info.example/carrier/sms",
        {"Body": "Привіт 🆘 & más\n", "From": "+34600000000", "MessageSid": "SM00"},
        "dEmjax/74rrz79g4S1MZuSMtw+w=",
    ),
]


@pytest.mark.parametrize(("address", "form", "theirs"), THEIRS)
def test_it_is_the_carriers(address: str, form: dict[str, str], theirs: str) -> None:
    assert carrier_signature("12345", address, {name: [value] for name, value in form.items()}) == theirs


FORMS = st.dictionaries(
    st.text(max_size=8), st.lists(st.text(max_size=20), min_size=1, max_size=3), max_size=5
)


@given(FORMS, st.text(max_size=30))
def test_any_form_can_be_signed_and_nothing_else_is(form: dict[str, list[str]], given_: str) -> None:
    right = carrier_signature("secret", "https://a.example/", form)
    assert carrier_signed("secret", "https://a.example/", form, right)
    assert carrier_signed("secret", "https://a.example/", form, given_) == (given_ == right)
    assert not carrier_signed("secret", "https://b.example/", form, right)
    assert not carrier_signed(
        "", "https://a.example/", form, carrier_signature("", "https://a.example/", form)
    )
