"""The projects against the plans of three levels, and against one another."""
