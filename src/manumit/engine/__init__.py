"""The way of the data, in order: evidence, signals, links, indicators, leads; job conducts them."""
