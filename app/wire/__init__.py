"""The wire, typed: every command's payload and every section's shape (CONTRACT.md 3 and 5)."""
