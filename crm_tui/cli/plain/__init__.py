"""The desk as lines for a screen reader: menus, questions with what is usual, and one statement a line.

No Textual is loaded: nothing is drawn, nothing moves, and nothing is said by colour or place.
"""
