"""Made-up job offers by several hands, for fitting the model of `check-offers`. Nobody in them is real."""
