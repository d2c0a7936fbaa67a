"""Safe reading: any file a person might send becomes a grid of cells, or a sentence that says why not."""

from .grid import Grid, Problem, Sheet, Unreadable, cell_name, column_letter
from .read import read_grid

__all__ = ["Grid", "Problem", "Sheet", "Unreadable", "cell_name", "column_letter", "read_grid"]
