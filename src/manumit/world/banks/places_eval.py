"""Cities of the evaluation bank (see places_dev for the columns); no city is in both."""
# fmt: off

City = tuple[str, str, float, float, int, str]

HUBS: tuple[City, ...] = (
    ("Dallas", "US", 32.78, -96.80, -360, "DFW"), ("Phoenix", "US", 33.45, -112.07, -420, "PHX"),
    ("Denver", "US", 39.74, -104.99, -420, "DEN"), ("Seattle", "US", 47.61, -122.33, -480, "SEA"),
    ("Orlando", "US", 28.54, -81.38, -300, "MCO"), ("Charlotte", "US", 35.23, -80.84, -300, "CLT"),
    ("Vancouver", "CA", 49.28, -123.12, -480, "YVR"), ("Montreal", "CA", 45.50, -73.57, -300, "YUL"),
    ("Glasgow", "GB", 55.86, -4.25, 0, "GLA"), ("Bristol", "GB", 51.45, -2.59, 0, "BRS"),
    ("Liverpool", "GB", 53.41, -2.98, 0, "LPL"), ("Dublin", "IE", 53.35, -6.26, 0, "DUB"),
    ("Cork", "IE", 51.90, -8.47, 0, "ORK"), ("Lyon", "FR", 45.76, 4.84, 60, "LYS"),
    ("Marseille", "FR", 43.30, 5.37, 60, "MRS"), ("Brisbane", "AU", -27.47, 153.03, 600, "BNE"),
    ("Melbourne", "AU", -37.81, 144.96, 600, "MEL"), ("Malaga", "ES", 36.72, -4.42, 60, "AGP"),
    ("Dubai", "AE", 25.20, 55.27, 240, "DXB"),
)
HOMES: tuple[City, ...] = (
    ("Davao", "PH", 7.19, 125.46, 480, "DVO"), ("Iloilo", "PH", 10.72, 122.56, 480, "ILO"),
    ("Samara", "RU", 53.20, 50.15, 240, "KUF"), ("Almaty", "KZ", 43.24, 76.89, 300, "ALA"),
    ("Fortaleza", "BR", -3.73, -38.53, -180, "FOR"), ("Belem", "BR", -1.46, -48.50, -180, "BEL"),
    ("Faro", "PT", 37.02, -7.93, 0, "FAO"), ("Funchal", "PT", 32.65, -16.91, 0, "FNC"),
    ("Oaxaca", "MX", 17.07, -96.72, -360, "OAX"), ("Guadalajara", "MX", 20.67, -103.35, -360, "GDL"),
    ("Medellin", "CO", 6.24, -75.58, -300, "MDE"), ("Cluj", "RO", 46.77, 23.60, 120, "CLJ"),
)
