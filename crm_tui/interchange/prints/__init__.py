"""What is printed: as text, Markdown, HTML and PDF."""
