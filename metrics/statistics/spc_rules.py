"""The rules that tell special cause from common cause on an XmR chart. Source: references 21, 22.

Each takes plain sequences and gives arrays of 0 and 1 (or -1 for a fall); a null point breaks any run.
"""

import numpy as np

RUN = 7
COMMON = "Common Cause"


def shift_complete(side_of_mean, run: int = RUN) -> np.ndarray:
    """1 at each point that ends a run of `run` or more on one side of the mean (sides 1, -1; 0 is on it)."""
    side = np.asarray(side_of_mean, dtype=float)
    return np.array([int(_all_equal(side[max(0, at - run + 1) : at + 1], run)) for at in range(side.size)], dtype=int)


def trend_complete(values, run: int = RUN) -> np.ndarray:
    """1 or -1 at each point that ends `run` points each above, or each below, the one before; 0 elsewhere."""
    values = np.asarray(values, dtype=float)
    ends = np.zeros(values.size, dtype=int)
    for at in range(run - 1, values.size):
        steps = np.sign(np.diff(values[at - run + 1 : at + 1]))
        ends[at] = int(steps[0]) if _all_equal(steps, run - 1) else 0
    return ends


def part_of_run(complete, run: int = RUN) -> np.ndarray:
    """1 at every point of a run, from the marks at which runs are complete."""
    complete = np.asarray(complete)
    return np.array([int((complete[at : at + run] != 0).any()) for at in range(complete.size)], dtype=int)


def two_of_three(close_to_limit, side_of_mean) -> np.ndarray:
    """1 at points near a limit where two of three successive points, all on one side, are near it."""
    close = np.nan_to_num(np.asarray(close_to_limit, dtype=float)).astype(int)
    side = np.nan_to_num(np.asarray(side_of_mean, dtype=float))
    found = np.zeros(close.size, dtype=int)
    for at in range(close.size - 2):
        if close[at : at + 3].sum() >= 2 and abs(side[at : at + 3].sum()) == 3:
            found[at : at + 3] = 1
    return found * close


def rule_labels(values, side_of_mean, outside, in_trend, in_two_of_three, in_shift) -> list[str]:
    """The first rule that applies to each point: outside a limit, trend, two of three, shift; or common cause.

    The words are the reference package's; None where the value is null.
    """
    values, side = np.asarray(values, dtype=float), np.asarray(side_of_mean, dtype=float)
    rising = _rising(values, np.asarray(in_trend) != 0)
    labels = []
    for at, above in enumerate(side > 0):
        where = "Above" if above else "Below"
        if np.isnan(values[at]):
            labels.append(None)
        elif outside[at]:
            labels.append("Above UCL" if above else "Below LCL")
        elif in_trend[at]:
            labels.append(f"7 Point Trend ({'In' if rising[at] else 'De'}creasing)")
        elif in_two_of_three[at]:
            labels.append(f"2 in 3 {where} CL")
        else:
            labels.append(f"7 Points {where} CL" if in_shift[at] else COMMON)
    return labels


def label_points(values, mean, lower, upper, near_lower, near_upper) -> list[str]:
    """All rules over one segment: the label of each point, None where null. A point on a limit is not outside it."""
    values = np.asarray(values, dtype=float)
    side = np.sign(values - mean)
    outside = (values > upper) | (values < lower)
    close = ~outside & ((values < near_lower) | (values > near_upper))
    in_trend = part_of_run(trend_complete(values))
    return rule_labels(values, side, outside, in_trend, two_of_three(close, side), part_of_run(shift_complete(side)))


def point_state(label: str | None, improvement: str) -> str | None:
    """What a label means: improvement_high, improvement_low, concern_high and so on, neutral_high, common_cause.

    improvement: "increase", "decrease" or "neutral".
    """
    if label is None or label == COMMON:
        return None if label is None else "common_cause"
    high = "Above" in label or "Increasing" in label
    if improvement not in ("increase", "decrease", "neutral"):
        raise ValueError(f"improvement is increase, decrease or neutral, not {improvement}")
    if improvement == "neutral":
        return "neutral_high" if high else "neutral_low"
    better = high == (improvement == "increase")
    return f"{'improvement' if better else 'concern'}_{'high' if high else 'low'}"


def assurance(lower, upper, target, improvement: str) -> str | None:
    """Whether the process will meet a target: consistent_pass, consistent_fail, inconsistent; None without one.

    None too where improvement is "neutral", or the limits are null.
    """
    if target is None or improvement == "neutral" or not np.isfinite([lower, upper, target]).all():
        return None
    if lower <= target <= upper:
        return "inconsistent"
    return "consistent_pass" if (target < lower) == (improvement == "increase") else "consistent_fail"


def assurance_icon(word: str | None) -> str | None:
    """The icon's name for an assurance: pass, fail, inconsistent."""
    return word and word.removeprefix("consistent_")


def _all_equal(part, length) -> bool:
    return part.size == length and bool(part[0] != 0) and bool((part == part[0]).all())


def _rising(values, in_trend) -> np.ndarray:
    """Whether each point rises: towards the next point inside a trend, from the one before at its end."""
    steps = np.sign(np.diff(values))
    before = np.concatenate([[0], steps])
    after = np.concatenate([steps, steps[-1:] if steps.size else [0]])
    goes_on = np.concatenate([in_trend[1:], [False]]) & in_trend
    return np.where(goes_on, after, before) == 1
