"""Cases: what was answered, which questions applied, and what is missing or does not fit."""
