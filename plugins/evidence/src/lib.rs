//! The scorer evidence: how findings become a level.
