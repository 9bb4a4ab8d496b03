"""What a person at the desk can do, as plain functions over the store port."""
