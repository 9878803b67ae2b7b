"""What may be told of children, and what must be held back."""
