"""What may be told of children, and what must be held back: words of who somebody is, and counts of few."""
