"""What may be taken away of a report: data and the words to cite it by. No e-mail is in any of it."""
