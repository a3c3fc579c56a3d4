"""Mapped texts → answers, row states and dates: small bricks on frames."""
