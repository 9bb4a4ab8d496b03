"""Files in, pages and lines with their place out."""
