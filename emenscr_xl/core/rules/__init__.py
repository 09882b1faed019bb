"""The rule kinds, each a small module."""
