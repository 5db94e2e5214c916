"""A small case, read and run whole: two people, their accounts and phones, adverts, trips, and what must stay out."""

from __future__ import annotations

from pathlib import Path

from manumit.engine.job import run_job
from manumit.engine.leads import entity_id
from tests.engine.job.places import SETTINGS, Silent, write

ACCOUNTS = (
    "account_id,opened_at,kind,holder_name,phone,email,address,city,country\n"
    "ACC-77001,2025-01-01T00:00:00Z,person,Мария Иванова,+447700900123,mari@example.org,12 Mill Lane,Leeds,GB\n"
    "ACC-77002,2025-01-02T00:00:00Z,person,Owen Tilling,+447700900789,owen@example.org,9 Quay Street,Leeds,GB\n"
    "GB33BUKB20201555555555,2025-01-03T00:00:00Z,person,Zoë Müller,+447700900555,zoe@example.org,4 Park Row,Hull,GB\n"
)
PAYMENTS = (
    "payment_id,time,debtor_account,creditor_account,amount,currency,channel,city,country,memo\n"
    + "".join(
        f"PAY-{n},2026-01-{n + 1:02}T23:30:00+00:00,ACC-77001,ACC-77002,{1200 + n}.50,GBP,transfer,Leeds,GB,rent\n"
        for n in range(9)
    )
)
ADS = (
    "ad_id,posted_at,source,title,text,location,contact\n"
    'A-1,2026-03-01T20:00:00Z,board,Calm massage,"Ring 07700 900 123, ask for Mari",Leeds,\n'
    "A-2,2026-03-02T20:00:00Z,board,Calm massage,"
    '"Ring zero seven seven zero zero nine zero zero one two three",Leeds,\n'
    "A-3,2026-03-03T20:00:00Z,board,Тихий массаж,Звоните: +447700900123,Hull,\n"
    "A-4,2026-03-04T20:00:00Z,board,Room to let,Quiet house for two,York,07700 900456\n"
)
BOOKINGS = (
    "booking_id,created_at,record_locator,passenger_name,birth_date,document,origin,destination,departs_at,payer_name,"
    "contact_phone\n"
    "B-1,2026-01-20T00:00:00Z,QX7LLM,Maria Ivanova,1999-04-02,X1234567,MAD,LBA,2026-02-02T08:00:00Z,"
    "Owen Tilling,+447700900789\n"
    "B-2,2026-01-20T00:00:00Z,QX7LLM,Ana Corbu,2000-01-09,X7654321,MAD,LBA,2026-02-02T08:00:00Z,"
    "Owen Tilling,+447700900789\n"
    "B-3,2026-02-01T00:00:00Z,QX8LLM,Maria Ivanova,1999-04-02,X1234567,SYD,AKL,2026-02-02T12:00:00Z,,\n"
)
STAYS = (
    "stay_id,check_in,check_out,property,city,country,guest_name,rooms,paid_by_account\n"
    "S-1,2026-02-03T15:00:00Z,2026-02-06T10:00:00Z,Anchor Lodge,Leeds,GB,Maria Ivanova,1,ACC-77002\n"
)
SIGHTINGS = (
    "sighting_id,seen_at,place,description,source\n"
    "G-1,2026-03-05T22:10:00Z,Leeds,Seen with +447700900123,volunteer\n"
)
REPORTS = (
    "report_id,received_at,channel,text,location,country,expires_at,consent_id\n"
    "R-1,2026-03-06T09:00:00Z,police,She wants to leave,Leeds,GB,,\n"
    "R-2,2026-03-06T09:00:00Z,hotline,Whispered without consent,Leeds,GB,,\n"
    "R-3,2026-03-06T09:00:00Z,police,Long expired words,Leeds,GB,2026-03-07T00:00:00Z,\n"
)
FILES = {
    "accounts.csv": ACCOUNTS,
    "payments.csv": PAYMENTS,
    "ads.csv": ADS,
    "bookings.csv": BOOKINGS,
    "stays.csv": STAYS,
    "sightings.csv": SIGHTINGS,
    "reports.csv": REPORTS,
}
MARIA = entity_id("person:ivanova maria|1999-04-02")
GUEST = entity_id("person:ivanova maria|")
"""Her name alone, without a birth date: it may be another's."""
PHONE = entity_id("phone:+447700900123")
HERS, HIS = entity_id("account:ACC-77001"), entity_id("account:ACC-77002")


def make(folder: Path) -> Path:
    """The workspace."""
    write(folder / "input", FILES)
    run_job([folder / "input"], folder / "w", SETTINGS, Silent())
    return folder / "w"
