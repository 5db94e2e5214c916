"""Readers, one file a format. Each has NAME, VERSION, `claims(head)` and `read(leaf)`; none looks at file names.
The registry asks them in its order and the first that claims the content reads it.
"""
