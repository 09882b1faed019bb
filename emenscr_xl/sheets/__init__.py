"""Where things lie: writing and reading workbooks."""
