"""A note and a paper in, findings out. Pure: no clock, no files, no store."""
