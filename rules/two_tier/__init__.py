"""Japan's two tiers of green criteria (基準值1, the higher, 基準值2, the minimum), by the example of bin bags."""
