"""The alignment-analysis workbook: matrix, coverage, XYZ chain and self-assessment, all live."""
