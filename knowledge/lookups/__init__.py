"""Look-ups and calculations: what is found in tables or worked out, beside what entries say.

Each programme declares its own in ``lookups.yaml``. A look-up reads a question for itself; the first that finds
something answers. Its answers have ids that it can build again (`county.taichung.store_sales`).
"""
