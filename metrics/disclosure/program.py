"""A linear programme that is kept: bounds and prices change, and each solution starts from the one before.

What it costs is counted in steps and not timed: the same counts are then hidden on a slow machine and on a busy one.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy import sparse

A_SECOND = 1.5e8  # rows and columns that an ordinary processor goes through in a second, over all steps
TO_BEGIN = 50  # steps that a solution takes before the first
PRIMAL, CHOICE = 4, 0  # of HiGHS's simplex strategies
FOUND = highspy.HighsModelStatus.kOptimal
NONE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)


class _Solver(highspy.Highs):
    def enableCallbacks(self) -> None:
        """None are wanted: HiGHS would print its version here, on the output that a command's figures go to."""
        self.silent()


class Program:
    """Least cost of x within bounds, where rows @ x lies between `least` and `most`."""

    def __init__(self, rows: sparse.sparray, least: np.ndarray, most: np.ndarray, *, warm: bool = True) -> None:
        self.low, self.high, self.cost = np.zeros(rows.shape[1]), np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
        self.warm = warm
        self.seconds = 0.0  # of an ordinary processor
        self.solver = _Solver()
        self.solver.setOptionValue("threads", 1)
        if warm:
            self.solver.setOptionValue("presolve", "off")
            self.solver.setOptionValue("simplex_strategy", PRIMAL)
        self.solver.passModel(_model(rows.tocsc(), least, most))

    def bound(self, low: np.ndarray, high: np.ndarray) -> None:
        """Set the bounds of all of x."""
        new = np.flatnonzero((low != self.low) | (high != self.high)).astype(np.int32)
        if len(new):
            self.solver.changeColsBounds(len(new), new, low[new], high[new])
            self.low, self.high = low.copy(), high.copy()

    def price(self, cost: np.ndarray) -> None:
        """Set the cost a unit of all of x."""
        new = np.flatnonzero(cost != self.cost).astype(np.int32)
        if len(new):
            self.solver.changeColsCost(len(new), new, cost[new])
            self.cost = cost.copy()

    def solve(self) -> np.ndarray | None:
        """The x of least cost; None where nothing fits."""
        if not self.warm:
            self.solver.clearSolver()
        status = self._run()
        if status != FOUND and status not in NONE:  # lost its way: from the start again
            self.solver.clearSolver()
            status = self._run()
        if status == FOUND:
            return np.array(self.solver.getSolution().col_value)
        return None

    def _run(self) -> highspy.HighsModelStatus:
        self.solver.run()
        steps = TO_BEGIN + max(self.solver.getInfo().simplex_iteration_count, 0)
        self.seconds += steps * (self.solver.getNumRow() + self.solver.getNumCol()) / A_SECOND
        return self.solver.getModelStatus()


def _model(rows: sparse.csc_array, least: np.ndarray, most: np.ndarray) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_ = model.col_lower_ = model.col_upper_ = np.zeros(rows.shape[1])
    model.row_lower_, model.row_upper_ = least, most
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = rows.indptr, rows.indices, rows.data
    return model
