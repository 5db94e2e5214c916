"""What everything stands on: kernel now; ledger, vault and govern join it."""
