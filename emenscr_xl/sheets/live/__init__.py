"""The checks as formulas: a hidden sheet that reads every answer and says its verdict, as the core would."""
