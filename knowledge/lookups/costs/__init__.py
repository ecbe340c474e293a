"""What firms get back of certification and pay themselves for counselling, with the points and the days it hangs on."""
