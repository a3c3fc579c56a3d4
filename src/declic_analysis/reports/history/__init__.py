"""What each report said: kept run after run, compared with the one before, shown on the index page."""
