"""What a purchase, a lease or a service counts, and the plan's lists of what may count."""
