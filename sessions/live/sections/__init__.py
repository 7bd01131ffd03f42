"""The sections: small named parts of what an audience sees, each built from an allow-list (CONTRACT.md 5)."""
