"""A year of sixty projects: the story of what comes in when, and what must follow from it."""
