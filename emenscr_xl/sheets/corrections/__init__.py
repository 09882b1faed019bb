"""Correction workbooks."""
