"""Files into pages and lines with their place: text, Markdown, PDF, Word."""
