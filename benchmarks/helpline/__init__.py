"""A help line under load: who writes and answers (people.py), how they hold their lines (wire.py), what runs it
(house.py), and what is printed (account.py). `python benchmarks/helpline_load.py`."""
