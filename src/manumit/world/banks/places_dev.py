"""Cities of the development bank: (name, country, latitude, longitude, minutes from UTC without summer time, airport)."""
# fmt: off

City = tuple[str, str, float, float, int, str]

HUBS: tuple[City, ...] = (
    ("Houston", "US", 29.76, -95.37, -360, "IAH"), ("Atlanta", "US", 33.75, -84.39, -300, "ATL"),
    ("Las Vegas", "US", 36.17, -115.14, -480, "LAS"), ("Chicago", "US", 41.88, -87.63, -360, "ORD"),
    ("Miami", "US", 25.76, -80.19, -300, "MIA"), ("Newark", "US", 40.74, -74.17, -300, "EWR"),
    ("Toronto", "CA", 43.65, -79.38, -300, "YYZ"), ("Calgary", "CA", 51.05, -114.07, -420, "YYC"),
    ("London", "GB", 51.51, -0.13, 0, "LHR"), ("Manchester", "GB", 53.48, -2.24, 0, "MAN"),
    ("Leeds", "GB", 53.80, -1.55, 0, "LBA"), ("Birmingham", "GB", 52.48, -1.90, 0, "BHX"),
    ("Madrid", "ES", 40.42, -3.70, 60, "MAD"), ("Valencia", "ES", 39.47, -0.38, 60, "VLC"),
    ("Barcelona", "ES", 41.39, 2.17, 60, "BCN"), ("Hamburg", "DE", 53.55, 9.99, 60, "HAM"),
    ("Berlin", "DE", 52.52, 13.41, 60, "BER"),
)
HOMES: tuple[City, ...] = (
    ("Manila", "PH", 14.60, 120.98, 480, "MNL"), ("Cebu", "PH", 10.32, 123.89, 480, "CEB"),
    ("Kazan", "RU", 55.80, 49.11, 180, "KZN"), ("Saratov", "RU", 51.53, 46.03, 240, "GSV"),
    ("Recife", "BR", -8.05, -34.88, -180, "REC"), ("Goiania", "BR", -16.69, -49.25, -180, "GYN"),
    ("Lisbon", "PT", 38.72, -9.14, 0, "LIS"), ("Porto", "PT", 41.15, -8.61, 0, "OPO"),
    ("Puebla", "MX", 19.04, -98.21, -360, "PBC"), ("Cali", "CO", 3.45, -76.53, -300, "CLO"),
    ("Iasi", "RO", 47.16, 27.59, 120, "IAS"), ("Bogota", "CO", 4.71, -74.07, -300, "BOG"),
)
