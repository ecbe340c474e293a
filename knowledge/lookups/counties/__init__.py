"""The counties of the procurement plan: which one a text names, its targets, its hotels, and counties compared."""
