"""What somebody types at the desk: one form for each kind of record, capture, and attaching a paper."""
