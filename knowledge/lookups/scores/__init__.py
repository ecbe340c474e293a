"""A county's points, worked out from what it counts and reaches."""
