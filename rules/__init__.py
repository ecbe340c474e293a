"""Deterministic rules over facts and dated, cited parameters; imports nothing of ours."""
