"""The sheets of the summaries: blocks, charts, pages, links to what is counted."""
