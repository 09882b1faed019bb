"""What was issued and what was received: journals, copies, decisions."""
