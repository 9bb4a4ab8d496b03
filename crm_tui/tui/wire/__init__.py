"""Only what changed goes over the line to the terminal, and only as fast as the line takes it.

Textual paints whole regions again. Here what it writes is read into a model of the screen's cells instead of being
passed on, and the terminal gets what brings it from the last picture to this one:

- ``terminals``: what a terminal understands, by its TERM
- ``looks``: colours and attributes of a cell, and the shortest way from one to another
- ``grid``: the cells of a screen, and how a text falls into them
- ``frames``: reads what Textual writes into a grid; what a program may not send is dropped
- ``moves``: the shortest way from one cell to another
- ``scrolling``: lines that only moved up or down are moved by the terminal
- ``pen``: where the cursor is and in which look it writes, on the terminal or on trial
- ``lines``: the ways from one line to another, of which the shortest is taken
- ``copies``: words that stand below one another, which some terminals copy
- ``blocks``: lines of which little stays, emptied and written together
- ``painting``: the difference of two grids as the text that a terminal is sent
- ``pacing``: whether the line is still busy with what was sent before
- ``answers``: what a terminal says of itself when it is asked
- ``escapes``: the escape key and those answers, told apart from the other keys
- ``listening``: waits for what is typed
- ``wire``: all of it together, in front of a line
- ``driver``: the wire as a Textual driver; the only module that knows Textual

It relies on Textual's public ``Driver`` interface alone; ``tests/tui/wire/test_what_textual_writes.py`` names what it
takes for granted of the text that Textual writes.
"""
