//! In which order things can be judged, each after what it depends on.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Things that depend on each other in a circle: each on the next one, the last one on the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle(pub Vec<usize>);

/// Puts `0..dependencies.len()` in an order in which each stands after all that it depends on.
///
/// # Errors
/// Every strongly connected component that has a cycle, as one walk through it that starts at its lowest member.
///
/// ```
/// use toets_graph::{Cycle, order};
/// assert_eq!(order(&[vec![1], vec![]]), Ok(vec![1, 0]));
/// assert_eq!(order(&[vec![1], vec![0], vec![0]]), Err(vec![Cycle(vec![0, 1])]));
/// ```
pub fn order(dependencies: &[Vec<usize>]) -> Result<Vec<usize>, Vec<Cycle>> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(dependencies.len(), dependencies.len());
    for _ in dependencies {
        graph.add_node(());
    }
    for (from, targets) in dependencies.iter().enumerate() {
        for &to in targets {
            graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
        }
    }
    // Tarjan's algorithm gives components with what they depend on first.
    let mut ordered = Vec::with_capacity(dependencies.len());
    let mut cycles = Vec::new();
    for component in tarjan_scc(&graph) {
        let mut members: Vec<usize> = component.into_iter().map(NodeIndex::index).collect();
        members.sort_unstable();
        if members.len() > 1 || dependencies[members[0]].contains(&members[0]) {
            cycles.push(Cycle(walk(dependencies, &members)));
        }
        ordered.extend(members);
    }
    if cycles.is_empty() {
        Ok(ordered)
    } else {
        cycles.sort_by_key(|c| c.0.first().copied());
        Err(cycles)
    }
}

/// A shortest walk from the lowest member of a component back to it.
fn walk(dependencies: &[Vec<usize>], members: &[usize]) -> Vec<usize> {
    let start = members[0];
    let mut came_from = std::collections::BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for &next in &dependencies[at] {
            if next == start {
                let mut path = vec![at];
                while let Some(&before) = came_from.get(path.last().unwrap_or(&start)) {
                    path.push(before);
                }
                path.reverse();
                return path;
            }
            if members.binary_search(&next).is_ok() && !came_from.contains_key(&next) {
                came_from.insert(next, at);
                queue.push_back(next);
            }
        }
    }
    members.to_vec()
}
