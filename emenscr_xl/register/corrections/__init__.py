"""What owners are asked to correct, and how their returns answer."""
