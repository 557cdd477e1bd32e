//! What may be asked of an evaluation: conclusions, comparisons, coverage.
