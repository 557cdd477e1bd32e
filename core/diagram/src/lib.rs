//! Multi-valued decision diagrams, hash-consed and canonical for a fixed order of variables.
//!
//! # The idea
//!
//! A [`Diagram`] is a function from worlds to terminals. A *world* gives each [`Variable`] one of its
//! values (`0..arity`); a *terminal* is a plain number, to which the caller gives the meaning: a level, a state,
//! or a truth value ([`Diagram::FALSE`], [`Diagram::TRUE`]). A diagram is a directed graph without cycles: an inner node
//! asks for the value of one variable and has a child for each of its values; along each path the variables come in
//! the order of the [`Manager`]. Two rules make the graph canonical: no two nodes are the same (they are *hash-consed*), and
//! no node has only equal children (it is *reduced* to that child). It follows that within one manager **two functions
//! are equal exactly when their handles are equal**, so that the question whether a result depends on a variable, or whether
//! a conclusion always holds, is a comparison of two numbers.
//!
//! ```
//! use toets_diagram::{Diagram, Limits, Manager, Variable};
//!
//! // Variable 0 has three values, variable 1 has two.
//! let mut manager = Manager::new(vec![3, 2], Limits { nodes: 1_000 });
//! let (timing, audience) = (Variable(0), Variable(1));
//!
//! // Level 4 when timing is 2, else the level that audience gives: 1 or 3.
//! let late = manager.literal(timing, |value| value == 2)?;
//! let by_audience = manager.node(audience, &[Diagram::terminal(1), Diagram::terminal(3)])?;
//! let level = manager.ite(late, Diagram::terminal(4), by_audience)?;
//! assert_eq!(manager.eval(level, |variable| [0, 1][variable.index()]), 3);
//!
//! // At least 3: a statement about all six worlds at once. It holds in the two late ones, and in two of the four others.
//! let good = manager.is_in(level, |terminal| terminal >= 3)?;
//! assert_eq!(manager.count(good, &[timing, audience]), 4u32.into());
//!
//! // Where audience is 1 it always holds.
//! assert_eq!(manager.restrict(good, audience, 1)?, Diagram::TRUE);
//! # Ok::<(), toets_diagram::Exceeded>(())
//! ```
//!
//! # What is where
//!
//! 1. [`Manager`] owns the nodes: [`Manager::new`], [`Manager::node`], [`Manager::literal`], [`Manager::view`].
//! 2. Operations build diagrams of diagrams: [`Manager::apply`], [`Manager::and`], [`Manager::ite`], [`Manager::restrict`] ...
//! 3. Quantifiers: [`Manager::exists`], [`Manager::forall`].
//! 4. [`Manager::reduced`] forgets what a diagram says outside the worlds that count.
//! 5. [`Manager::boxes`] writes a diagram out as cases, in any order of the variables; [`Manager::count`] counts its worlds exactly.
//!
//! # Limits
//!
//! Whatever may make nodes returns [`Exceeded`] when the manager is full. A diagram can be exponential in the number of its
//! variables; that is a property of the question and not of this code, so the error names the variables that are to blame.
//! Nodes are never removed: a manager that has grown too full is left for a new one with [`Manager::copy_from`].
//! No operation recurses on the machine's stack without growing it, so that chains of many thousands of variables work.
//! The same calls in the same order give the same handles and the same count of [`Manager::operations`]; and the operations that one
//! call takes depend on its operands alone, not on what was computed before it, since no cache outlives a call.
//!
//! # References
//!
//! - R. E. Bryant, *Graph-Based Algorithms for Boolean Function Manipulation*, IEEE Transactions on Computers C-35(8), 1986.
//! - T. Kam, T. Villa, R. K. Brayton and A. L. Sangiovanni-Vincentelli, *Multi-valued Decision Diagrams: Theory and
//!   Applications*, Multiple-Valued Logic 4(1-2), 1998.
//! - O. Coudert and J. C. Madre, *A Unified Framework for the Formal Verification of Sequential Circuits*, ICCAD 1990 (their operator
//!   *restrict* is the model for [`Manager::reduced`]; what is called [`Manager::restrict`] here is the plain cofactor).

mod boxes;
mod copy;
mod count;
mod diagram;
mod exceeded;
mod inspect;
mod manager;
mod moved;
mod operations;
mod partial;
mod quantify;
mod stack;

pub use boxes::{Boxes, Case, WorldBox};
pub use diagram::{Diagram, Variable, View};
pub use exceeded::Exceeded;
pub use manager::{Limits, Manager};
