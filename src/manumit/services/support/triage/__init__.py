"""Triage: how urgent a conversation with a help line is, and what is asked for. Rules and models over eleven languages."""
