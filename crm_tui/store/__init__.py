"""The TinyDB adapter of the store port."""
