"""Many submissions: the office, its ledger, its figures."""
