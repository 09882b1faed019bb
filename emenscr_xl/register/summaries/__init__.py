"""The summaries of the year and of each quarter: blocks of figures."""
