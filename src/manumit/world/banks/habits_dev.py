"""What ordinary accounts do (development bank): the lines from which every person's habits are drawn.

A line: (name, weight, channel, merchant category, typical amount in US dollars, spread 0..3, rounding in whole
units (0 = cents), hours, memo kind, counterparty). Weights and amounts are drawn wide so that every single trace of
an operation (late p2p, cash by night, ad spend, hotels, taxis) is common among ordinary people too.
"""
# fmt: off

Habit = tuple[str, float, str, str, float, int, int, str, str, str]

HABITS: tuple[Habit, ...] = (
    ("groceries", 9, "card", "5411", 34, 2, 0, "shop", "card", "shop"),
    ("fast food", 6, "card", "5814", 13, 1, 0, "evening", "card", "shop"),
    ("restaurant", 3, "card", "5812", 46, 2, 0, "evening", "card", "shop"),
    ("taxi", 5, "card", "4121", 19, 1, 0, "late", "card", "shop"),
    ("bus and rail", 3, "card", "4131", 24, 2, 0, "commute", "card", "shop"),
    ("drugstore", 3.5, "card", "5912", 22, 1, 0, "shop", "card", "shop"),
    ("clothes", 2, "card", "5651", 52, 2, 0, "shop", "card", "shop"),
    ("beauty", 1.6, "card", "7230", 44, 1, 5, "shop", "card", "shop"),
    ("massage", 1.2, "card", "7297", 70, 1, 10, "late", "card", "shop"),
    ("fuel", 3, "card", "5541", 41, 1, 0, "commute", "card", "shop"),
    ("hotel", 3.6, "card", "7011", 128, 2, 0, "evening", "card", "shop"),
    ("flights", 1.6, "card", "4511", 240, 2, 0, "evening", "card", "shop"),
    ("adverts", 3.2, "card", "7311", 21, 2, 1, "evening", "card", "adsite"),
    ("prepaid", 0.8, "card", "6540", 50, 1, 10, "evening", "card", "shop"),
    ("subscription", 2.4, "card", "4899", 14, 1, 0, "any", "card", "shop"),
    ("friends", 13, "p2p", "", 55, 2, 5, "evening", "p2p", "friend"),
    ("nights out", 10, "p2p", "", 95, 2, 10, "late", "p2p", "friend"),
    ("gifts", 3, "p2p", "", 110, 2, 10, "any", "p2p", "friend"),
    ("family", 4, "transfer", "", 180, 2, 10, "any", "send", "friend"),
    ("bills", 3, "transfer", "", 90, 2, 0, "office", "back", "firm"),
    ("fees", 2.2, "transfer", "", 480, 2, 10, "office", "fee", "firm"),
    ("loan", 2.2, "transfer", "", 260, 2, 10, "any", "back", "friend"),
    ("cash out", 5, "cash", "6011", 120, 2, 20, "any", "cash", "cashout"),
    ("takings", 5, "cash", "6011", 190, 2, 10, "late", "cash", "cashin"),
    ("crypto", 2.2, "crypto", "6051", 85, 2, 5, "late", "crypto", "wallet"),
)
MONTHLY: tuple[Habit, ...] = (
    ("wages", 0.36, "payroll", "", 1650, 1, 0, "office", "pay", "employer"),
    ("rent", 0.24, "transfer", "6513", 720, 1, 10, "office", "rent", "landlord"),
    ("remittance", 0.20, "transfer", "4829", 210, 1, 10, "evening", "send", "abroad"),
)
HOURS: dict[str, tuple[int, ...]] = {
    "shop": (0, 0, 0, 0, 0, 0, 1, 2, 4, 6, 8, 8, 8, 7, 7, 8, 9, 10, 9, 7, 4, 2, 1, 0),
    "evening": (3, 2, 1, 0, 0, 0, 1, 1, 2, 2, 3, 4, 6, 5, 4, 4, 5, 7, 9, 10, 9, 8, 7, 5),
    "late": (8, 7, 5, 3, 2, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 9),
    "commute": (0, 0, 0, 0, 1, 3, 7, 9, 7, 4, 3, 3, 3, 3, 4, 5, 8, 9, 6, 3, 2, 1, 1, 0),
    "office": (0, 0, 0, 0, 1, 2, 4, 5, 8, 10, 9, 8, 7, 8, 8, 7, 5, 2, 1, 1, 1, 1, 0, 0),
    "any": (3, 2, 2, 1, 1, 1, 2, 3, 4, 5, 5, 5, 6, 5, 5, 5, 5, 6, 6, 6, 6, 5, 5, 4),
}
