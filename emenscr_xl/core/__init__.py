"""What was answered, and is it right? Standard library only."""
