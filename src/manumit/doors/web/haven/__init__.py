"""Haven: the door for people at risk. Talk, find help, know your rights, report without a name. It keeps nothing by
default, works on an old phone with a bad line, and can be left at once. A process of its own beside Line; it never
imports Line, the Desk or their data.
"""
