"""Deadlines, approval and what is late, project by project."""
