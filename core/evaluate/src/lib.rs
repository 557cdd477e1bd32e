//! Study and scorers to diagrams: what follows in each cell.
