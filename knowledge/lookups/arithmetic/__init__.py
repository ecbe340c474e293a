"""Arithmetic over figures that the documents print: sums, differences, shares, multiples; exact, each figure cited."""
