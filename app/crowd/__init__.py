"""Sixty delegates played by processes of their own, so that one person can try a whole meeting alone."""
