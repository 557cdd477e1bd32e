//! A figure while it is drawn.

use toets_graph::{text_width, wrapped_text, xml_escaped};

use crate::paper::shade;

/// The size of text, and the height of a line of it, in pixels.
pub(super) const SIZE: f64 = 12.0;
pub(super) const LINE: f64 = 15.0;
/// How much wider bold text may be than what is measured, whatever font is at hand.
const WIDER: f64 = 1.15;
/// Space around a figure.
const MARGIN: f64 = 24.0;

pub(super) const INK: &str = "#1b1b1b";
pub(super) const SOFT: &str = "#4d4d4d";

/// How a text is set.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) middle: bool,
    pub(super) end: bool,
    pub(super) ink: Option<&'static str>,
    pub(super) large: bool,
}

/// Bold.
pub(super) const BOLD: Look = Look {
    bold: true,
    middle: false,
    end: false,
    ink: None,
    large: false,
};
/// As it comes.
pub(super) const PLAIN: Look = Look { bold: false, ..BOLD };
/// Less than the rest.
pub(super) const FAINT: Look = Look {
    ink: Some(SOFT),
    ..PLAIN
};

/// What is drawn so far, in pixels from the left upper corner within the margin.
#[derive(Default)]
pub(super) struct Canvas {
    body: String,
    width: f64,
    height: f64,
}

impl Canvas {
    fn reach(&mut self, x: f64, y: f64) {
        self.width = self.width.max(x);
        self.height = self.height.max(y);
    }

    /// A line of text; `y` is the top of the line.
    pub(super) fn text(&mut self, x: f64, y: f64, text: &str, look: Look) {
        if text.is_empty() {
            return;
        }
        let size = if look.large { 16.0 } else { SIZE };
        let wide = text_width(text) * size / SIZE * if look.bold { WIDER } else { 1.0 };
        let (anchor, right) = match (look.middle, look.end) {
            (true, _) => (" text-anchor=\"middle\"", x + wide / 2.0),
            (false, true) => (" text-anchor=\"end\"", x),
            _ => ("", x + wide),
        };
        let weight = if look.bold { " font-weight=\"600\"" } else { "" };
        let large = if look.large { " font-size=\"16\"" } else { "" };
        let ink = match look.ink {
            Some(ink) => format!(" fill=\"{ink}\""),
            None => String::new(),
        };
        self.body.push_str(&format!(
            "<text x=\"{x:.1}\" y=\"{:.1}\"{anchor}{weight}{large}{ink}>{}</text>\n",
            y + size,
            xml_escaped(text)
        ));
        self.reach(right, y + size * 1.3);
    }

    /// Text broken into lines of at most `room` pixels; the height that it takes.
    pub(super) fn lines(&mut self, x: f64, y: f64, room: f64, most: usize, text: &str, look: Look) -> f64 {
        let lines = broken(text, room, most, look.bold);
        for (n, line) in lines.iter().enumerate() {
            self.text(x, y + n as f64 * LINE, line, look);
        }
        lines.len() as f64 * LINE
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), more: &str) {
        self.body.push_str(&format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"{more}/>\n"
        ));
        self.reach(x + width, y + height);
    }

    pub(super) fn rule(&mut self, x: f64, y: f64, to_x: f64, to_y: f64) {
        self.body.push_str(&format!(
            "<path d=\"M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}\" stroke=\"#9a9a95\" fill=\"none\"/>\n"
        ));
        self.reach(to_x, to_y);
    }

    /// A judgement: its signs in its colour, and what it is in words for those who can't see it.
    pub(super) fn mark(&mut self, at: (f64, f64), size: (f64, f64), signs: &str, words: &str, name: &str) {
        let (fill, frame) = match (shade(name), name) {
            (Some(shade), _) => (format!("#{:06x}", shade.paper), ""),
            (None, "open") => ("#ffffff".to_owned(), " stroke=\"#777777\" stroke-dasharray=\"4 2\""),
            (None, "mixed") => ("#ffffff".to_owned(), " stroke=\"#555555\""),
            _ => ("#ffffff".to_owned(), ""),
        };
        let white = shade(name).is_some_and(|shade| shade.ink == 0xff_ffff);
        self.body
            .push_str(&format!("<g><title>{}</title>\n", xml_escaped(words)));
        self.rect(at, size, &format!(" rx=\"2\" fill=\"{fill}\"{frame}"));
        let lines = mark_lines(signs, size.0);
        let top = at.1 + (size.1 - lines.len() as f64 * LINE) / 2.0;
        for (n, line) in lines.iter().enumerate() {
            let look = Look {
                middle: true,
                ink: white.then_some("#ffffff"),
                ..BOLD
            };
            self.text(at.0 + size.0 / 2.0, top + n as f64 * LINE, line, look);
        }
        self.body.push_str("</g>\n");
    }

    /// The figure as a document of its own: its title stands above it.
    pub(super) fn document(self, language: &str, title: &str, description: &str) -> String {
        const ROOM: f64 = 900.0;
        let wide = self.width.max(420.0);
        let mut head = Self::default();
        let look = Look { large: true, ..BOLD };
        // Large text is a third wider than what is measured.
        for (n, line) in broken(title, wide.min(ROOM) * 0.7, 3, true).iter().enumerate() {
            head.text(0.0, n as f64 * 21.0, line, look);
        }
        let start = head.height;
        head.lines(0.0, start, wide.min(ROOM), 6, description, FAINT);
        let above = head.height + 16.0;
        let body = format!(
            "{}<g transform=\"translate(0 {above:.1})\">\n{}</g>\n",
            head.body, self.body
        );
        let size = (wide.max(head.width), above + self.height);
        whole(&body, size, MARGIN, ("toets", language), title, description)
    }

    /// The figure as a part of a page, which has a heading for it; ids in it start with `prefix`.
    pub(crate) fn part(self, language: &str, prefix: &str, title: &str, description: &str) -> String {
        let size = (self.width, self.height);
        whole(&self.body, size, 2.0, (prefix, language), title, description)
    }
}

fn whole(
    body: &str,
    (width, height): (f64, f64),
    margin: f64,
    (prefix, language): (&str, &str),
    title: &str,
    description: &str,
) -> String {
    let (width, height) = (width + 2.0 * margin, height + 2.0 * margin);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" lang=\"{language}\" \
         aria-labelledby=\"{prefix}-title {prefix}-desc\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" font-family=\"system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif\" \
         font-size=\"{SIZE}\" fill=\"{INK}\">\n<title id=\"{prefix}-title\">{}</title>\n<desc id=\"{prefix}-desc\">{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<g transform=\"translate({margin} {margin})\">\n{body}</g>\n</svg>\n",
        xml_escaped(title),
        xml_escaped(description)
    )
}

/// Lines of at most `room` pixels; at most so many, the last then ends in `…`.
pub(super) fn broken(text: &str, room: f64, most: usize, bold: bool) -> Vec<String> {
    wrapped_text(text, if bold { room / WIDER } else { room }, most)
}

/// The lines of a judgement in a box of some width: all of it, as what is left out would be taken for what can't be.
pub(super) fn mark_lines(signs: &str, width: f64) -> Vec<String> {
    let room = (width - 10.0) / WIDER;
    let mut lines: Vec<String> = Vec::new();
    for word in signs.split(' ') {
        match lines.last_mut() {
            Some(line) if text_width(line) + text_width(" ") + text_width(word) <= room => {
                line.push(' ');
                line.push_str(word);
                continue;
            }
            _ => lines.push(String::new()),
        }
        // A word that is too long goes on below.
        for c in word.chars() {
            let full = lines
                .last()
                .is_some_and(|line| text_width(line) + text_width(&c.to_string()) > room);
            if full {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
        }
    }
    lines
}

/// How high a box must be for a judgement.
pub(super) fn mark_height(signs: &str, width: f64) -> f64 {
    mark_lines(signs, width).len() as f64 * LINE + 6.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_judgement_is_left_out() {
        for signs in [
            "−…0?/−…+?",
            "alleen na wetswijziging",
            "open: niet wenselijk en niet haalbaar of alleen haalbaar",
            "",
        ] {
            let lines = mark_lines(signs, 60.0);
            let all: String = lines.concat();
            assert_eq!(all.replace(' ', ""), signs.replace(' ', ""));
            assert!(lines.iter().all(|line| text_width(line) <= 50.0), "{lines:?}");
        }
    }
}
