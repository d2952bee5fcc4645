"""What the pages of the desk say of the account that opened them."""

from django import template

from evaluations.account import account_mark, marks_before

register = template.Library()
register.filter(account_mark)
register.filter(marks_before)
