"""The help line's store: conversations, what is waiting, and the keys that make them go away. Haven and Line, which are
processes of their own with settings, database and keys apart from the Desk's, both stand on it and never on each other.
`HelplineHouse` is the folder; `bring_up` makes it ready; `run` starts Haven, Line and the keeper.
"""

from manumit.doors.web.helpline.house import HelplineHouse
from manumit.doors.web.helpline.serving import advocate_link, bring_up, run

__all__ = ["HelplineHouse", "advocate_link", "bring_up", "run"]
