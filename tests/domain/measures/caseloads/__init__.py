"""Random small caseloads, by theme, so that each property draws only what it needs."""
