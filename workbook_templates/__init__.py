"""Definitions, catalogues, messages and house style, by fiscal year. No code."""
