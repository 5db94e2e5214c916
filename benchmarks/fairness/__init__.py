"""False alarms by group: matched innocent texts, made up for this, in which only the words for a group differ."""
