"""Nothing that people type becomes a formula, a link or a program in what we write."""
