"""Reports: what they say as plain data, and how it is rendered."""
