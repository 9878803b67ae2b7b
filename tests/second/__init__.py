"""A second implementation of the rating rules, written from docs/rating.md alone, to hold the first one against."""
