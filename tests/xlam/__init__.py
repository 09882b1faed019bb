"""The add-in as a file, and its VBA running in LibreOffice."""
