"""Settings for all tests."""

from hypothesis import settings

# A shared machine is slow at times; how long a case takes is for benchmarks to say.
settings.register_profile("sidedoor", deadline=None)
settings.load_profile("sidedoor")
