//! Scorers that combine nodes: worst, best, mean, table, threshold.
