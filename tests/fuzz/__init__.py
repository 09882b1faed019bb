"""Real returns, damaged at random on every level of the file: read rightly, or refused kindly."""
