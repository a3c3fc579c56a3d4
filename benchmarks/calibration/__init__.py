"""Does the honesty hold? Coverage, false claims and power of each method on this programme's sizes."""
