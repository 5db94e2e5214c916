"""The world's own writers, one file a format; they share nothing with the readers in `engine`.

Each takes a month's events in time order, writes its files and notes every record of a story in the truth.
"""
