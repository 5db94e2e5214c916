"""Little sentences with numbers, put beside identifiers as in life. Same marks as in `negatives.py`."""

from __future__ import annotations

NOISE: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("neg_price", "From <<£%0>> an hour."),
        ("neg_hours", "Open <<{time}-{time}>>."),
        ("neg_age", "I'm <<2#>>."),
        ("neg_street", "At <<%##>> Mill Road."),
        ("neg_price", "<<$%,###>> a month."),
        ("neg_year", "Since <<{year}>>."),
    ),
    "es": (
        ("neg_price", "Desde <<%0 €>>."),
        ("neg_hours", "De <<{time} a {time}>>."),
        ("neg_age", "Tengo <<2#>> años."),
        ("neg_price", "Sueldo <<%.###>> al mes."),
    ),
    "pt": (
        ("neg_price", "A partir de <<%0>> euros."),
        ("neg_hours", "Das <<{time} às {time}>>."),
        ("neg_price", "<<R$ %.###,00>> mensais."),
    ),
    "fr": (
        ("neg_price", "À partir de <<%0 €>>."),
        ("neg_hours", "De <<{time} à {time}>>."),
        ("neg_street", "Au <<%#>> rue Haute."),
    ),
    "ru": (
        ("neg_price", "От <<%000>> рублей."),
        ("neg_hours", "С <<{time} до {time}>>."),
        ("neg_age", "Мне <<2#>>."),
    ),
    "tl": (("neg_price", "Rate <<%##>> per hour lang."), ("neg_hours", "Bukas <<{time} to {time}>> po.")),
    "ro": (("neg_price", "De la <<%0>> lei."), ("neg_hours", "Între <<{time}-{time}>>.")),
    "uk": (("neg_price", "Від <<%00>> грн."), ("neg_hours", "З <<{time} до {time}>>.")),
    "vi": (("neg_price", "Giá từ <<%00k>>."), ("neg_hours", "Từ <<{time} đến {time}>>.")),
    "th": (("neg_price", "เริ่มต้น <<%,#00>> บาท"), ("neg_hours", "เวลา <<{time}-{time}>>")),
    "zh": (("neg_price", "只要<<%00>>元。"), ("neg_hours", "营业<<{time}-{time}>>。")),
    "ar": (("neg_price", "من <<%00>> درهم."),),
    "hi": (("neg_price", "शुरुआत <<%00>> रुपये से।"),),
    "id": (("neg_price", "Mulai <<Rp %00.000>>."),),
    "de": (("neg_price", "Ab <<%0 €>>."),),
}
