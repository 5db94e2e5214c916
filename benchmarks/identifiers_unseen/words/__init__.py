"""What adverts say around their identifiers, language by language."""
