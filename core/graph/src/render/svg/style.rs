//! How things look: kinds differ by colour, border and roundness, so that they can be told apart without colour.

/// The size of the font.
pub(super) const SIZE: f64 = 12.0;
/// The height of a line of text.
pub(super) const LINE: f64 = 16.0;
/// A small distance.
pub(super) const SMALL: f64 = 8.0;

/// The measures of a kind of box.
pub(super) struct Measures {
    pub(super) width: f64,
    pub(super) lines: usize,
    pub(super) round: f64,
    pub(super) bold: bool,
}

/// All kinds, in the order of the legend.
pub(super) const KINDS: [&str; 12] = [
    "lever",
    "trait",
    "unknown",
    "regime",
    "provision",
    "transfer",
    "contest",
    "finding",
    "indicator",
    "criterion",
    "verdict",
    "conclusion",
];

/// The measures of a kind.
pub(super) fn style_of(kind: &str) -> Measures {
    let (width, lines, round) = match kind {
        "lever" | "trait" | "regime" | "unknown" => (176.0, 2, 12.0),
        "provision" => (176.0, 1, 2.0),
        "transfer" | "contest" => (150.0, 1, 8.0),
        "finding" => (84.0, 1, 2.0),
        "conclusion" => (150.0, 1, 8.0),
        _ => (196.0, 3, 4.0),
    };
    Measures {
        width,
        lines,
        round,
        bold: matches!(kind, "criterion" | "verdict"),
    }
}

/// The style sheet within the drawing: colours have a contrast of at least 4.5 to 1 with their text.
pub(super) const STYLE: &str = "\
text{font:12px system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;fill:#1a1a1a}\
.paper{fill:#fff}\
.heading{font-size:16px;font-weight:600}\
.group{font-size:11px;font-weight:600;fill:#444}\
.key{font-size:12px;fill:#333}\
rect{stroke-width:1.2}\
.lever rect{fill:#fdebd0;stroke:#8a5a00}\
.trait rect{fill:#d5f0e6;stroke:#00664e}\
.unknown rect{fill:#eee;stroke:#555}\
.regime rect,.provision rect{fill:#ecdff4;stroke:#6a3a86}\
.transfer rect,.contest rect{fill:#fff;stroke:#777;stroke-dasharray:4 2}\
.finding rect{fill:#fafafa;stroke:#777}\
.indicator rect{fill:#fff;stroke:#123a5c}\
.criterion rect{fill:#d6e6f5;stroke:#123a5c;stroke-width:1.6}\
.criterion text{font-weight:600}\
.verdict rect{fill:#123a5c;stroke:#123a5c}\
.verdict text{fill:#fff;font-weight:600}\
.conclusion rect{fill:#fff8d6;stroke:#7a6a00}\
.link{fill:none;stroke:#777;stroke-width:1;stroke-opacity:.55}\
.link:hover{stroke-width:2.6;stroke-opacity:1}\
.from-lever{stroke:#b06f00}.from-trait{stroke:#00805f}.from-regime,.from-provision{stroke:#7d479c}\
.from-indicator,.from-criterion{stroke:#123a5c;stroke-width:1.8;stroke-opacity:.9}\
.through{stroke-opacity:.3}.asks{stroke:#7a6a00;stroke-width:1;stroke-opacity:.4}\
.drawn{stroke-dasharray:4 4;stroke-width:1.2}\
.key-line{stroke:#444;stroke-opacity:1}.key-line.through{stroke-opacity:.45}";
