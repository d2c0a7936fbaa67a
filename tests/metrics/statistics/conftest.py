"""How the properties are tried: the same examples every time, and no deadline on a busy machine."""

from hypothesis import settings

settings.register_profile("statistics", deadline=None, max_examples=60, derandomize=True, database=None)
settings.load_profile("statistics")
