"""What is printed or keyed in, before it is drawn."""
