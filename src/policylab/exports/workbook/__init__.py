"""The workbook: scores, weights and order with formulas that a spreadsheet program works out anew."""
