"""What is asked: the definition of a fiscal year, as data. Standard library only."""
