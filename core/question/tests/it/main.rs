//! Every question against an oracle that lists all worlds, on random small studies.

mod contrast;
mod decide;
mod improve;
mod oracle;
mod random;
