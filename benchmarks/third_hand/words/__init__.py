"""Phrase banks: names, adverts, offers, posts and reports. Nothing here is explicit; nobody here is real."""
