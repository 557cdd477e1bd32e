//! Things with a name, kept in the order in which they were written and found by index or by name.

use std::marker::PhantomData;
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// An index into an [`Arena`]: a position in the order of declaration.
pub trait Index: Copy + Eq + Ord {
    /// The index of the `n`-th thing.
    fn from_usize(n: usize) -> Self;
    /// The position, counted from zero.
    fn to_usize(self) -> usize;
}

/// Declares index types: `index!(NodeId, "a node")`.
#[macro_export]
macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $crate::arena::Index for $name {
            fn from_usize(n: usize) -> Self {
                // INVARIANT: a study is far below 2^32 things of a kind; the loader's size limit sees to it.
                Self(n as u32)
            }
            fn to_usize(self) -> usize {
                self.0 as usize
            }
        }
    };
}

/// Named things in order of declaration.
///
/// ```
/// use toets_model::{Arena, Index, NodeId};
/// let mut arena: Arena<NodeId, u8> = Arena::default();
/// let a = arena.insert("a", 1).unwrap();
/// assert_eq!(arena.find("a"), Some(a));
/// assert_eq!(arena.insert("a", 2), Err(a)); // the name is taken
/// assert_eq!((arena[a], arena.name(a)), (1, "a"));
/// ```
#[derive(Clone, Debug)]
pub struct Arena<I, T> {
    names: Vec<Arc<str>>,
    things: Vec<T>,
    index: FxHashMap<Arc<str>, u32>,
    marker: PhantomData<I>,
}

impl<I, T> Default for Arena<I, T> {
    fn default() -> Self {
        Self {
            names: Vec::new(),
            things: Vec::new(),
            index: FxHashMap::default(),
            marker: PhantomData,
        }
    }
}

impl<I: Index, T> Arena<I, T> {
    /// Adds a thing under a name of its own.
    ///
    /// # Errors
    /// The index of the thing that has the name already; nothing is added then.
    pub fn insert(&mut self, name: &str, thing: T) -> Result<I, I> {
        if let Some(&taken) = self.index.get(name) {
            return Err(I::from_usize(taken as usize));
        }
        let position = self.things.len();
        let name: Arc<str> = name.into();
        self.index.insert(name.clone(), position as u32);
        self.names.push(name);
        self.things.push(thing);
        Ok(I::from_usize(position))
    }

    /// The same names for other things, one for each in order; none where their number differs.
    pub fn with_things<U>(self, things: Vec<U>) -> Option<Arena<I, U>> {
        (things.len() == self.things.len()).then_some(Arena {
            names: self.names,
            things,
            index: self.index,
            marker: PhantomData,
        })
    }

    /// The thing with this name.
    pub fn find(&self, name: &str) -> Option<I> {
        self.index.get(name).map(|&n| I::from_usize(n as usize))
    }

    /// The name of a thing.
    pub fn name(&self, index: I) -> &str {
        &self.names[index.to_usize()]
    }

    /// The name of a thing, to keep.
    pub fn shared_name(&self, index: I) -> Arc<str> {
        self.names[index.to_usize()].clone()
    }

    /// All names, in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.names.iter().map(|n| &**n)
    }

    /// All indices, in order.
    pub fn indices(&self) -> impl ExactSizeIterator<Item = I> + use<I, T> {
        (0..self.things.len()).map(I::from_usize)
    }

    /// All things with their indices, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (I, &T)> {
        self.things.iter().enumerate().map(|(n, t)| (I::from_usize(n), t))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }
}

impl<I: Index, T> std::ops::Index<I> for Arena<I, T> {
    type Output = T;
    fn index(&self, index: I) -> &T {
        &self.things[index.to_usize()]
    }
}

impl<I: Index, T> std::ops::IndexMut<I> for Arena<I, T> {
    fn index_mut(&mut self, index: I) -> &mut T {
        &mut self.things[index.to_usize()]
    }
}
