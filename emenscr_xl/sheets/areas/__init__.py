"""The workbook of an area: its summary, its offices, and the stacked rows of all of them."""
