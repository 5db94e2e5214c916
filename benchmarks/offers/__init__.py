"""Made-up job offers in five languages, from phrase banks, for fitting the offers model. Nobody is real."""
