"""What a telephone carrier and a help line say to each other, in the form that Twilio made common: signed requests in
(`carrier_signed`), TwiML out (`answer_call`, `NO_ANSWER`), texts sent over its REST interface (`Carrier`).
`text_keyword` knows the words STOP, START and HELP. Nothing here keeps anything, and no call is ever recorded.
"""

from manumit.services.support.carrier.calls import CALL_HOURS, Telephone, answer_call
from manumit.services.support.carrier.sending import Carrier, Outcome
from manumit.services.support.carrier.signature import carrier_signature, carrier_signed
from manumit.services.support.carrier.twiml import NO_ANSWER
from manumit.services.support.carrier.words import E164, answerable, text_keyword

__all__ = [
    "CALL_HOURS",
    "E164",
    "NO_ANSWER",
    "Carrier",
    "Outcome",
    "Telephone",
    "answer_call",
    "answerable",
    "carrier_signature",
    "carrier_signed",
    "text_keyword",
]
