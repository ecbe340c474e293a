"""How agencies' green procurement is assessed (2025) by a report on Japan: weights, the 8% of non-counted buys."""

from rules.assessment.measures import Limit, Part, Standing, limit, room, standing

__all__ = ["Limit", "Part", "Standing", "limit", "room", "standing"]
