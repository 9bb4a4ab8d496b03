"""What stands on the page of a customer, section by section."""
