"""`python -m manumit` is the `manumit` command."""

from manumit.doors.cli import main

if __name__ == "__main__":
    main()
