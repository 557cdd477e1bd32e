//! Every question against an oracle that lists all worlds, on random small studies.

#![expect(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod conditions;
mod oracle;
mod published;
mod random;
mod robust;
mod space;
