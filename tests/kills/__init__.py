"""Jobs that are killed, starved of disk or denied their folder: what is left must be whole."""
