"""Ratings: from the answers of many cases, and what inspectors judged, to grades with their reasons."""
