"""Green stores (附件四): does a shop qualify, and the sealed statement of what it sold."""
