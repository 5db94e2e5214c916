"""Triage: how urgent a conversation with a help line is, and what is asked for, in eleven languages."""
