//! Handles: variables and diagrams.

/// A variable: its position in the order of the manager, 0 at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable(pub u32);

impl Variable {
    /// The position as an index into a slice.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A function from worlds to terminals: a handle that is valid in the [`Manager`](crate::Manager) that made it.
///
/// Within one manager two diagrams are equal exactly when they are the same function. The order of handles has no meaning
/// beyond being total and deterministic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagram(u32);

/// The bit that tells a terminal from a node.
const TERMINAL: u32 = 1 << 31;

impl Diagram {
    /// The boolean diagram that holds in no world: terminal 0.
    pub const FALSE: Self = Self(TERMINAL);

    /// The boolean diagram that holds in every world: terminal 1.
    pub const TRUE: Self = Self(TERMINAL | 1);

    /// The greatest number that a terminal can carry: 2³¹ − 2.
    pub const MAX_TERMINAL: u32 = TERMINAL - 2;

    /// The function that has `number` in every world.
    ///
    /// # Panics
    ///
    /// If `number` is greater than [`Diagram::MAX_TERMINAL`].
    #[must_use]
    pub const fn terminal(number: u32) -> Self {
        assert!(number <= Self::MAX_TERMINAL, "a terminal is at most 2^31 - 2");
        Self(TERMINAL | number)
    }

    /// [`Diagram::TRUE`] or [`Diagram::FALSE`].
    #[must_use]
    pub const fn boolean(holds: bool) -> Self {
        if holds { Self::TRUE } else { Self::FALSE }
    }

    /// The number that this diagram has in every world, if it is constant.
    #[must_use]
    pub const fn as_terminal(self) -> Option<u32> {
        if self.is_terminal() {
            Some(self.0 & !TERMINAL)
        } else {
            None
        }
    }

    /// Is this diagram constant?
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        self.0 & TERMINAL != 0
    }

    /// The greatest number of nodes that handles can tell apart.
    pub(crate) const MAX_NODES: usize = TERMINAL as usize;

    /// The handle of the node at `index`, which is below [`Self::MAX_NODES`].
    pub(crate) const fn node(index: u32) -> Self {
        debug_assert!(index & TERMINAL == 0);
        Self(index)
    }

    /// The index of this node; only for handles that are not terminals.
    pub(crate) const fn index(self) -> usize {
        debug_assert!(!self.is_terminal());
        self.0 as usize
    }
}

impl std::fmt::Debug for Diagram {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_terminal() {
            Some(number) => write!(formatter, "terminal({number})"),
            None => write!(formatter, "node({})", self.0),
        }
    }
}

/// What a diagram looks like at its top, see [`Manager::view`](crate::Manager::view).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View<'manager> {
    /// The same number in every world.
    Terminal(u32),
    /// A question for the value of a variable.
    Node {
        /// The variable that is asked for.
        variable: Variable,
        /// What follows for each of its values, in their order.
        children: &'manager [Diagram],
    },
}
