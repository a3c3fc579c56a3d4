"""From encounters to applications, immersions, hires and contracts that last: contract tables → result frames."""
