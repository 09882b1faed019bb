"""An official list as the office received it: its columns, its entries, its hierarchy, what it changes."""
