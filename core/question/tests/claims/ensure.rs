//! Checks that say what is wrong instead of panicking.

/// Ends a check with what is wrong, unless something is so.
macro_rules! ensure {
    ($so:expr, $($text:tt)+) => {
        if !$so {
            return Err(format!($($text)+));
        }
    };
}

/// Ends a check with what is wrong, unless what is said is what is so.
macro_rules! same {
    ($said:expr, $so:expr, $($text:tt)+) => {
        match (&$said, &$so) {
            (said, so) => {
                if said != so {
                    return Err(format!("{}: said {said:?}, and it is {so:?}", format!($($text)+)));
                }
            }
        }
    };
}
