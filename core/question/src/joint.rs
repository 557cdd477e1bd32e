//! Several cells in one manager.
