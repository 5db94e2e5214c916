"""Arabic: decimals as the browser writes them, with the digits that pages use (CLDR, ar with latn digits)."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
