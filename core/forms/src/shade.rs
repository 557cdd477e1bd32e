//! The colours of tones, for forms that have no style sheet of their own.

use toets_answer::Tone;

/// A shade: paper and ink, as `rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shade {
    /// What it is called in style sheets and sources.
    pub name: &'static str,
    /// Behind the text.
    pub paper: u32,
    /// The text.
    pub ink: u32,
}

const INK: u32 = 0x1b_1b1b;

const fn made(name: &'static str, paper: u32, ink: u32) -> Shade {
    Shade { name, paper, ink }
}

/// The shades that there are.
pub(crate) const SHADES: [Shade; 6] = [
    made("n2", 0x8a_3b00, 0xff_ffff),
    made("n1", 0xf6_cfa6, INK),
    made("z", 0xec_ece8, INK),
    made("p1", 0xbf_d9ef, INK),
    made("p2", 0x0d_4a85, 0xff_ffff),
    made("v", 0xe3_ddf0, INK),
];

/// The shade of a tone. Where it depends or is open the paper stays white: a sign says which.
#[must_use]
pub fn shade(tone: Tone) -> Option<Shade> {
    let [n2, n1, z, p1, p2, v] = SHADES;
    match tone {
        Tone::FarAgainst => Some(n2),
        Tone::Against => Some(n1),
        Tone::Neutral => Some(z),
        Tone::For => Some(p1),
        Tone::FarFor => Some(p2),
        Tone::Apart => Some(v),
        Tone::Plain | Tone::Open => None,
    }
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
}
