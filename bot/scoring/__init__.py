"""A county's score told: in words, on paper, and as a spreadsheet for all counties at once."""
