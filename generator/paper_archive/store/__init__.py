"""The archive kept between builds, as tables."""
