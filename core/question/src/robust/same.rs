//! Whether diagrams of two managers with the same variables are the same function.

use rustc_hash::FxHashMap;
use toets_diagram::{Diagram, Manager, View};

/// Whether two diagrams, each of its own manager, are the same function.
pub(super) fn same(one: (&Manager, Diagram), other: (&Manager, Diagram)) -> bool {
    // Diagrams are canonical: the same function has the same shape.
    let mut pairs: FxHashMap<Diagram, Diagram> = FxHashMap::default();
    let mut stack = vec![(one.1, other.1)];
    while let Some((a, b)) = stack.pop() {
        if let Some(known) = pairs.get(&a) {
            if *known != b {
                return false;
            }
            continue;
        }
        match (one.0.view(a), other.0.view(b)) {
            (View::Terminal(a), View::Terminal(b)) if a == b => {}
            (
                View::Node { variable, children },
                View::Node {
                    variable: there,
                    children: others,
                },
            ) if variable == there => stack.extend(children.iter().copied().zip(others.iter().copied())),
            _ => return false,
        }
        pairs.insert(a, b);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use toets_diagram::{Exceeded, Limits, Variable};

    #[test]
    fn tells_functions_apart_whatever_made_them() -> Result<(), Exceeded> {
        let manager = || Manager::new(vec![2, 2, 2], Limits { nodes: 100 });
        let (mut one, mut other) = (manager(), manager());
        let [a, b, c] = [0, 1, 2].map(Variable);
        let (x, y, z) = (one.value(a)?, one.value(b)?, one.value(c)?);
        let xy = one.and(x, y)?;
        let here = one.or(xy, z)?;
        let (z, y, x) = (other.value(c)?, other.value(b)?, other.value(a)?);
        let xz = other.or(x, z)?;
        let yz = other.or(y, z)?;
        let there = other.and(xz, yz)?;
        assert!(same((&one, here), (&other, there)));
        assert!(!same((&one, here), (&other, yz)));
        assert!(!same((&one, Diagram::TRUE), (&other, x)));
        Ok(())
    }
}
