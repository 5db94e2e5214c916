"""Red flags as data: `catalogue/` holds one YAML a flag (source, parameters, SQL, innocent explanations, harm,
examples that fire and that stay silent) and this room runs them over the link tables. A flag marked
`against` is an innocent explanation: found the same way, shown as counter-evidence, and lowering the score.
"""

from manumit.engine.indicators.indicator import FAMILIES, Indicator, catalogue, read_indicator
from manumit.engine.indicators.run import finding_schema, findings_of, run_indicators

__all__ = [
    "FAMILIES",
    "Indicator",
    "catalogue",
    "finding_schema",
    "findings_of",
    "read_indicator",
    "run_indicators",
]
