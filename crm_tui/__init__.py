"""crm-tui: what was said to a customer beside what is written in the paper."""

__version__ = "0.1.0"
