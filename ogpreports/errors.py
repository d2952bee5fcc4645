"""What a visitor reads when something cannot be done."""
