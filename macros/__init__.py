"""The ribbon, VBA and sentences of the Excel add-in, as text."""
