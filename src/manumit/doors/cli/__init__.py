"""The command line: one file a verb, all under one contract. Results go to stdout or --out, all else to stderr.
Exit codes: 0 done, 1 failure, 2 usage, 3 done with quarantined input, 4 a verification failed.
"""

from manumit.doors.cli.app import main

__all__ = ["main"]
