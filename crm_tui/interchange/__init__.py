"""What goes out of the program: reports as text, Markdown and JSON."""
