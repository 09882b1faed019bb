"""Many offices of one year together: which of them count, what each comes to, and their rows stacked."""
