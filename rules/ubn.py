"""The Unified Business Number (統一編號) and its check digit."""

from __future__ import annotations

_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
_DIVISOR = 5
"""Since 2023-04-01; before, 10, which 5 divides, so every older number still passes."""


def is_valid(number: str) -> bool:
    """Return whether eight digits form a number that the check digit bears out.

    Each digit is multiplied by its weight, the digits of the products are added, and the sum must divide by
    5. A seventh digit 7 gives 28, thus 10, of which either the 1 or the 0 counts. 00000000 is refused.
    """
    if len(number) != len(_WEIGHTS) or not (number.isascii() and number.isdigit()) or not int(number):
        return False
    products = [int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)]
    total = sum(sum(divmod(product, 10)) for product in products)
    if number[6] != "7":
        return total % _DIVISOR == 0
    rest = total - sum(divmod(products[6], 10))
    return rest % _DIVISOR == 0 or (rest + 1) % _DIVISOR == 0
