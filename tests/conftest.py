"""Property tests draw the same examples on every run, so that a change is judged by itself and not by luck.

`HYPOTHESIS_PROFILE=search` draws new ones each time, for looking for faults by hand.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
