"""The Excel add-in made from text: no Excel, no xlwings; the same sources give the same bytes."""
