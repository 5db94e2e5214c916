"""A carrier on this machine, for trying things out and for tests: it signs what it brings, takes what is sent, plays
calls by key, and fails as it is told. `SimulatedCarrier` is the carrier, `Call` a call, `serve` its page and interface.
No Django, and nothing is kept.
"""

from manumit.doors.web.helpline.simulator.calls import Call
from manumit.doors.web.helpline.simulator.carrier import SimulatedCarrier
from manumit.doors.web.helpline.simulator.serving import serve

__all__ = ["Call", "SimulatedCarrier", "serve"]
