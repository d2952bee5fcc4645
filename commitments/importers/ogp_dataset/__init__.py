"""OGP's open dataset of commitments, one row a commitment, as CSV.

`read` turns a file into rows, or refuses it as a whole; `store` brings the database up to them.
"""

from .reading import Dataset, read
from .rows import DatasetError
from .storing import Tally, store

__all__ = ["Dataset", "DatasetError", "Tally", "read", "store"]
