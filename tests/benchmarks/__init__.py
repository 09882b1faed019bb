"""What users would otherwise do, and what this product does, timed side by side: `make bench`.

No part of the tests. `docs/performance.md` is written by it.
"""
