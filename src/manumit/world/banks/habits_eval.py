"""What ordinary accounts do (evaluation bank); columns as in habits_dev, other weights, amounts and hours."""
# fmt: off

Habit = tuple[str, float, str, str, float, int, int, str, str, str]

HABITS: tuple[Habit, ...] = (
    ("groceries", 7.5, "card", "5411", 41, 2, 0, "shop", "card", "shop"),
    ("corner shop", 3, "card", "5499", 11, 1, 0, "evening", "card", "shop"),
    ("fast food", 5, "card", "5814", 11, 2, 0, "late", "card", "shop"),
    ("restaurant", 3.6, "card", "5812", 38, 2, 0, "evening", "card", "shop"),
    ("taxi", 5.5, "card", "4121", 16, 2, 0, "late", "card", "shop"),
    ("bus and rail", 3.4, "card", "4131", 31, 2, 0, "commute", "card", "shop"),
    ("drugstore", 3, "card", "5912", 18, 2, 0, "shop", "card", "shop"),
    ("clothes", 2.4, "card", "5651", 60, 2, 0, "shop", "card", "shop"),
    ("cosmetics", 1.5, "card", "5977", 35, 1, 0, "shop", "card", "shop"),
    ("massage", 1.4, "card", "7297", 80, 1, 5, "evening", "card", "shop"),
    ("fuel", 2.4, "card", "5541", 48, 1, 0, "commute", "card", "shop"),
    ("hotel", 3.8, "card", "7011", 110, 2, 0, "evening", "card", "shop"),
    ("flights", 1.7, "card", "4511", 205, 2, 0, "any", "card", "shop"),
    ("adverts", 3.0, "card", "7311", 26, 2, 1, "late", "card", "adsite"),
    ("car hire", 0.9, "card", "7512", 95, 2, 0, "office", "card", "shop"),
    ("prepaid", 0.9, "card", "6540", 40, 1, 10, "any", "card", "shop"),
    ("subscription", 2, "card", "5968", 11, 1, 0, "any", "card", "shop"),
    ("friends", 11, "p2p", "", 62, 2, 10, "any", "p2p", "friend"),
    ("nights out", 12, "p2p", "", 105, 2, 5, "late", "p2p", "friend"),
    ("gifts", 4, "p2p", "", 90, 2, 10, "evening", "p2p", "friend"),
    ("family", 4.5, "transfer", "", 210, 2, 5, "evening", "send", "friend"),
    ("bills", 2.6, "transfer", "", 105, 2, 0, "office", "back", "firm"),
    ("fees", 2.4, "transfer", "", 430, 2, 5, "any", "fee", "firm"),
    ("loan", 2.4, "transfer", "", 300, 2, 20, "any", "back", "friend"),
    ("cash out", 4.5, "cash", "6011", 140, 2, 10, "any", "cash", "cashout"),
    ("takings", 5.5, "cash", "6011", 170, 2, 5, "late", "cash", "cashin"),
    ("crypto", 2.6, "crypto", "6051", 95, 2, 10, "any", "crypto", "wallet"),
)
MONTHLY: tuple[Habit, ...] = (
    ("wages", 0.33, "payroll", "", 1780, 1, 0, "office", "pay", "employer"),
    ("rent", 0.26, "transfer", "6513", 660, 1, 5, "any", "rent", "landlord"),
    ("remittance", 0.22, "transfer", "4829", 190, 2, 10, "any", "send", "abroad"),
)
HOURS: dict[str, tuple[int, ...]] = {
    "shop": (0, 0, 0, 0, 0, 0, 0, 2, 4, 7, 9, 9, 7, 6, 7, 8, 9, 10, 10, 8, 5, 3, 1, 1),
    "evening": (4, 3, 2, 1, 0, 0, 0, 1, 1, 2, 3, 4, 5, 5, 4, 4, 5, 6, 8, 9, 10, 9, 8, 6),
    "late": (9, 8, 6, 4, 3, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 6, 7, 7, 8, 9),
    "commute": (0, 0, 0, 0, 2, 4, 8, 8, 6, 4, 3, 2, 3, 3, 4, 6, 8, 8, 5, 3, 2, 1, 1, 0),
    "office": (0, 0, 0, 1, 1, 1, 3, 6, 9, 9, 9, 8, 6, 7, 8, 7, 6, 3, 2, 1, 1, 0, 0, 0),
    "any": (4, 3, 2, 2, 1, 1, 2, 3, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 5, 5),
}
