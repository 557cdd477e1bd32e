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

    /// How much of light a colour gives back, as WCAG 2 counts it.
    fn luminance(colour: u32) -> f64 {
        let part = |shift: u32| {
            let c = f64::from(colour >> shift & 0xff) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }

    /// Checkers can't judge single signs, nor text on a drawing: so it is judged here.
    #[test]
    fn signs_stand_out() {
        for shade in &SHADES {
            let (one, other) = (luminance(shade.paper), luminance(shade.ink));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 4.5, "{}: {contrast:.1}", shade.name);
        }
    }

    #[test]
    fn pages_have_the_same_colours() {
        let style = include_str!("../templates/style.css");
        for shade in &SHADES {
            let written = format!("--{}:#{:06x}", shade.name, shade.paper);
            assert!(style.contains(&written), "{written}");
        }
    }
}
