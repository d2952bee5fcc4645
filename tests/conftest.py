"""What every test may use, and what the run says in the end."""
