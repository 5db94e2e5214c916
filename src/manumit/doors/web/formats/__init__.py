"""How numbers are written where the framework's way is not that of the pages' scripts."""
