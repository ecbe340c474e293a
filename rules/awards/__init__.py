"""Commendation of firms that declared most green procurement (五): may this firm be ranked, and in which group."""
