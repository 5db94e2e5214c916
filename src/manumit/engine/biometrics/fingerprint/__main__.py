"""Builds the second matcher: set-up calls this."""

from manumit.engine.biometrics.fingerprint.building import main

main()
