//! Primes that say less than another one.
//!
//! A box may be prime only because of worlds that no constraint admits: it holds in nothing in which a wider one does not. With the
//! values that occur in its worlds it then demands too much, or the same as another one. Such a prime tells nothing.

use toets_diagram::{Exceeded, Manager, Variable};

use super::cover::Covers;

/// Leaves out primes whose worlds are only some of those of another one, and all but the first of those that demand the same.
///
/// That is all that is too narrow: were the values that occur in a prime not all that they can be, some wider prime would
/// hold the worlds of both.
pub(super) fn widest(manager: &mut Manager, primes: Vec<Covers>) -> Result<Vec<Covers>, Exceeded> {
    let values: Vec<_> = manager.variables().collect();
    let values: Vec<_> = values
        .into_iter()
        .map(|variable| manager.value(variable))
        .collect::<Result<_, _>>()?;
    let mut keep = vec![true; primes.len()];
    for (n, keep) in keep.iter_mut().enumerate() {
        let this = &primes[n];
        let mut known: Vec<Option<Vec<u32>>> = vec![None; values.len()];
        let mut lie_in = |variable: Variable, allowed: &[u32]| {
            let at = variable.index();
            let occurring = known[at].get_or_insert_with(|| manager.terminals_within(values[at], this.worlds));
            occurring.iter().all(|value| allowed.contains(value))
        };
        *keep = !primes.iter().enumerate().any(|(m, other)| {
            if other.worlds == this.worlds {
                // Demands of other variables are another way to say it.
                let asks = |prime: &Covers| prime.demands.iter().map(|(v, _)| *v).collect::<Vec<_>>();
                return m < n && asks(other) == asks(this);
            }
            // Worlds lie in a box if each of its demands is met by what occurs in them.
            other
                .demands
                .iter()
                .all(|(variable, allowed)| lie_in(*variable, allowed))
        });
    }
    let kept = primes.into_iter().zip(keep).filter(|(_, keep)| *keep);
    Ok(kept.map(|(prime, _)| prime).collect())
}
