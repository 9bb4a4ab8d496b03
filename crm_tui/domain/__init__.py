"""What the desk talks about: frozen models and their invariants. Standard library and pydantic only."""
