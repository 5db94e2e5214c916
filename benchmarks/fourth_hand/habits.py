"""What a seed changes: how often people do things one way or another, so that no habit can be learned by heart."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.fourth_hand.chance import Chance


@dataclass(frozen=True, slots=True)
class Habits:
    kinds: dict[str, float]  # mix of exploitation types
    app_over_bank: float  # people pay each other by app
    cash_for_company: float  # customers pay cash that is paid in later
    phone_in_text: float  # adverts carry the number in the text
    spelled: float  # numbers written to be missed by machines
    handle_too: float  # adverts and offers give a handle as well
    fee_first: float  # recruiters take a fee rather than lend
    payer_named: float  # a booking names who paid
    report_comes: float  # somebody reports an operation or a look-alike
    report_names: float  # and knows something that can be looked up
    missing_told: float  # a family reports somebody missing
    crypto: float  # gains leave through an exchange or wallet
    relay: float  # an advertiser hides behind a forwarding number
    copied: float  # an advertiser copies somebody else's text
    odd_lines: float  # an honest offer contains a line that sounds odd
    third_payer: float  # an ordinary traveller's ticket is paid by another

    @classmethod
    def drawn(cls, chance: Chance) -> Habits:
        mix = {"sexual": 0.38, "labour": 0.27, "forced_crime": 0.22, "domestic": 0.13}
        shares = {kind: share * chance.about(1.0, 0.15) for kind, share in mix.items()}
        middles = [0.55, 0.35, 0.6, 0.12, 0.3, 0.6, 0.65, 0.55, 0.6, 0.35, 0.3, 0.12, 0.15, 0.22, 0.3]
        return cls(shares, *(chance.jitter(p) for p in middles))
