//! The colours of judgements, for forms that have no style sheet; those of pages are in `templates/style.css`, and a test holds the two together.

/// A shade as of a [`Mark`](crate::document::Mark), with its paper and its ink, as `rrggbb`.
pub(crate) struct Shade {
    pub(crate) name: &'static str,
    pub(crate) paper: u32,
    pub(crate) ink: u32,
}

const INK: u32 = 0x1b_1b1b;

/// Where it depends or is open the paper stays white: a sign says which, and a frame where there is one.
const SHADES: [Shade; 6] = [
    Shade {
        name: "n2",
        paper: 0x8a_3b00,
        ink: 0xff_ffff,
    },
    Shade {
        name: "n1",
        paper: 0xf6_cfa6,
        ink: INK,
    },
    Shade {
        name: "z",
        paper: 0xec_ece8,
        ink: INK,
    },
    Shade {
        name: "p1",
        paper: 0xbf_d9ef,
        ink: INK,
    },
    Shade {
        name: "p2",
        paper: 0x0d_4a85,
        ink: 0xff_ffff,
    },
    Shade {
        name: "v",
        paper: 0xe3_ddf0,
        ink: INK,
    },
];

/// The colours of a shade that has any.
pub(crate) fn shade(name: &str) -> Option<&'static Shade> {
    SHADES.iter().find(|shade| shade.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_the_same_colours() {
        let style = include_str!("../templates/style.css");
        for shade in &SHADES {
            let written = format!("--{}:#{:06x}", shade.name, shade.paper);
            assert!(style.contains(&written), "{written}");
        }
    }
}
