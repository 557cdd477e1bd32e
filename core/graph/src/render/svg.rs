//! SVG, drawn with a layout of our own: no outside program, font or script.

use toets_model::Language;

use super::{name, texts};
use crate::layout::{Block, Lane, Layout, Link, layout};
use crate::thing::Link as Kind;
use crate::view::{Vertex, View};

mod measure;
mod style;

use measure::wrapped;
pub use measure::{width as text_width, wrapped as wrapped_text};
use style::{LINE, SMALL, STYLE, style_of};

/// Space around the drawing.
const MARGIN: f64 = 24.0;
/// Room for the heading.
const HEAD: f64 = 80.0;
/// Room within a box beside its text.
const PADDING: f64 = 8.0;

/// The view as an SVG document.
pub fn svg(view: &View, language: Language) -> String {
    draw(view, language, None)
}

/// The view as a part of a page: without a style sheet of its own ([`svg_style`]) and without a heading, its ids starting with
/// `prefix`. Boxes carry `data-n`, their place among the view's vertices, and lines `data-from` and `data-to`.
pub fn svg_within(view: &View, language: Language, prefix: &str) -> String {
    draw(view, language, Some(prefix))
}

/// The style sheet of a drawing within a page, for what stands in an element that `scope` selects.
pub fn svg_style(scope: &str) -> String {
    let rules = STYLE.split_inclusive('}').map(|rule| match rule.split_once('{') {
        Some((selectors, rest)) => {
            let selectors: Vec<String> = selectors.split(',').map(|one| format!("{scope} {one}")).collect();
            format!("{}{{{rest}", selectors.join(","))
        }
        None => rule.to_owned(),
    });
    rules.collect::<Vec<_>>().join("\n")
}

fn draw(view: &View, language: Language, within: Option<&str>) -> String {
    let drawn: Vec<Drawn> = view
        .vertices
        .iter()
        .map(|vertex| Drawn::new(vertex, language))
        .collect();
    let blocks: Vec<Block> = drawn.iter().map(|d| d.block).collect();
    let links: Vec<Link> = view
        .edges
        .iter()
        .map(|edge| Link {
            from: edge.from,
            to: edge.to,
            shapes: edge.link.depends() || edge.link == Kind::Below || edge.link == Kind::Explains,
        })
        .collect();
    let placed = layout(&blocks, &links);
    let legend = legend(view, language);
    let head = if within.is_some() { MARGIN } else { HEAD };
    let width = (placed.width + 2.0 * MARGIN).max(560.0);
    let height = head + placed.height + 2.0 * MARGIN + legend.height;
    let of = view
        .vertices
        .iter()
        .filter(|vertex| view.impact_of.contains(&vertex.key));
    let of: Vec<String> = of.map(|vertex| name(vertex, language)).collect();
    let title = xml_escaped(&texts::heading(language, view.title.get(language), &of));
    let counts = counts(view);
    let description = xml_escaped(&texts::description(language, &counts, view.edges.len()));
    let lang = match language {
        Language::Nl => "nl",
        Language::En => "en",
    };
    let prefix = within.unwrap_or("toets");
    let role = if within.is_some() { "group" } else { "img" };
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"{role}\" lang=\"{lang}\" aria-labelledby=\"{prefix}-title {prefix}-desc\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\">\n\
         <title id=\"{prefix}-title\">{title}</title>\n<desc id=\"{prefix}-desc\">{description}</desc>\n"
    );
    if within.is_none() {
        text.push_str(&format!("<style>{STYLE}</style>\n"));
    }
    text.push_str("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    if within.is_none() {
        text.push_str(&format!(
            "<text class=\"heading\" x=\"{MARGIN}\" y=\"36\">{title}</text>\n"
        ));
    }
    text.push_str(&format!("<g transform=\"translate({MARGIN} {head})\">\n"));
    groups(&mut text, &drawn, &placed, language);
    edges(&mut text, view, &placed, language, within.is_some());
    for (n, (drawn, &corner)) in drawn.iter().zip(&placed.corners).enumerate() {
        let data = within.map(|_| format!(" data-n=\"{n}\"")).unwrap_or_default();
        drawn.write(&mut text, corner, language, &data);
    }
    text.push_str("</g>\n");
    let below = head + placed.height + MARGIN * 1.5;
    text.push_str(&format!(
        "<g transform=\"translate({MARGIN} {below:.1})\">\n{}</g>\n</svg>\n",
        legend.text
    ));
    text
}

/// A vertex with its text broken into lines.
struct Drawn<'a> {
    vertex: &'a Vertex,
    lines: Vec<String>,
    block: Block,
}

impl<'a> Drawn<'a> {
    fn new(vertex: &'a Vertex, language: Language) -> Self {
        let style = style_of(vertex.kind);
        let room = (style.width - 2.0 * PADDING) / if style.bold { measure::BOLD } else { 1.0 };
        let lines = wrapped(&name(vertex, language), room, style.lines);
        let (lane, group) = match vertex.kind {
            "lever" => (Lane::Given, 0),
            "trait" => (Lane::Given, 1),
            "unknown" => (Lane::Given, 2),
            "regime" => (Lane::Given, 3),
            "provision" => (Lane::Given, 4),
            "transfer" => (Lane::Bridge, 0),
            "contest" => (Lane::Bridge, 1),
            "finding" => (Lane::Evidence, 0),
            "conclusion" => (Lane::Conclusion, 0),
            _ => (Lane::Framework, 0),
        };
        let height = lines.len().max(1) as f64 * LINE + PADDING;
        let block = Block {
            width: style.width,
            height,
            lane,
            group,
        };
        Self { vertex, lines, block }
    }

    fn write(&self, text: &mut String, (x, y): (f64, f64), language: Language, data: &str) {
        let style = style_of(self.vertex.kind);
        let (width, height) = (self.block.width, self.block.height);
        let kind = texts::kind(self.vertex.kind, language);
        let label = self.vertex.label.get(language);
        let tip = match label {
            "" => format!("{} ({kind})", self.vertex.id),
            _ => format!("{} ({kind}): {label}", self.vertex.id),
        };
        text.push_str(&format!(
            "<g class=\"{}\"{data} transform=\"translate({x:.1} {y:.1})\"><title>{}</title>\
             <rect width=\"{width:.0}\" height=\"{height:.0}\" rx=\"{}\"/>",
            self.vertex.kind,
            xml_escaped(&tip),
            style.round
        ));
        for (n, line) in self.lines.iter().enumerate() {
            let baseline = PADDING / 2.0 + (n as f64 + 0.76) * LINE;
            text.push_str(&format!(
                "<text x=\"{PADDING}\" y=\"{baseline:.1}\">{}</text>",
                xml_escaped(line)
            ));
        }
        text.push_str("</g>\n");
    }
}

/// The names of groups that stand together in the first column.
fn groups(text: &mut String, drawn: &[Drawn<'_>], placed: &Layout, language: Language) {
    for kind in ["lever", "trait", "unknown", "regime", "provision"] {
        let corners = drawn.iter().zip(&placed.corners).filter(|(d, _)| d.vertex.kind == kind);
        let highest = corners.map(|(_, corner)| *corner).min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((x, y)) = highest {
            let name = xml_escaped(&texts::plural(kind, language));
            text.push_str(&format!(
                "<text class=\"group\" x=\"{x:.1}\" y=\"{:.1}\">{name}</text>\n",
                y - 7.0
            ));
        }
    }
}

fn edges(text: &mut String, view: &View, placed: &Layout, language: Language, data: bool) {
    for (edge, route) in view.edges.iter().zip(&placed.routes) {
        let kind = view.vertices[edge.from].kind;
        let through = match edge.link {
            Kind::Through => " through",
            Kind::Asks => " asks",
            _ => "",
        };
        let drawn_only = if edge.link.depends() { "" } else { " drawn" };
        let data = match data {
            true => format!(" data-from=\"{}\" data-to=\"{}\"", edge.from, edge.to),
            false => String::new(),
        };
        text.push_str(&format!(
            "<path class=\"link from-{kind}{through}{drawn_only}\"{data} d=\"{}\"><title>{} → {}</title></path>\n",
            path(route),
            xml_escaped(view.vertices[edge.from].name(language)),
            xml_escaped(view.vertices[edge.to].name(language)),
        ));
    }
}

/// A smooth line through points, level where it enters and leaves each.
fn path(route: &[(f64, f64)]) -> String {
    let mut path = String::new();
    if let [start, out, back, end] = route
        && end.0 < out.0
    {
        // It comes back to where it does not stand further right: one swing.
        return format!(
            "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            start.0, start.1, out.0, out.1, back.0, back.1, end.0, end.1
        );
    }
    for (n, &(x, y)) in route.iter().enumerate() {
        match n.checked_sub(1).map(|before| route[before]) {
            None => path.push_str(&format!("M{x:.1} {y:.1}")),
            Some((_, from_y)) if from_y == y => path.push_str(&format!("H{x:.1}")),
            Some((from_x, from_y)) => {
                let middle = (from_x + x) / 2.0;
                path.push_str(&format!("C{middle:.1} {from_y:.1} {middle:.1} {y:.1} {x:.1} {y:.1}"));
            }
        }
    }
    path
}

/// The kinds that occur, with how many, in a fixed order.
fn counts(view: &View) -> Vec<(usize, &'static str)> {
    let number = |kind: &&'static str| view.vertices.iter().filter(|vertex| vertex.kind == *kind).count();
    style::KINDS
        .iter()
        .map(|kind| (number(kind), *kind))
        .filter(|(number, _)| *number > 0)
        .collect()
}

struct Legend {
    text: String,
    height: f64,
}

/// What boxes and lines mean.
fn legend(view: &View, language: Language) -> Legend {
    let mut text = String::new();
    let (mut x, mut y) = (0.0, 0.0);
    let room = 900.0;
    let mut place = |wide: f64| {
        if x + wide > room && x > 0.0 {
            x = 0.0;
            y += 24.0;
        }
        let at = (x, y);
        x += wide;
        at
    };
    for (_, kind) in counts(view) {
        let name = texts::kind(kind, language);
        let (x, y) = place(40.0 + measure::width(name));
        text.push_str(&format!(
            "<g class=\"{kind}\" transform=\"translate({x:.1} {y:.1})\"><rect width=\"18\" height=\"12\" rx=\"{}\"/></g>\
             <text class=\"key\" x=\"{:.1}\" y=\"{:.1}\">{name}</text>\n",
            style_of(kind).round.min(6.0),
            x + 24.0,
            y + 10.0
        ));
    }
    let any = |wanted: fn(Kind) -> bool| view.edges.iter().any(|edge| wanted(edge.link));
    let lines = [
        (any(|l| l.depends() && l != Kind::Through), "", texts::read(language)),
        (any(|l| l == Kind::Through), " through", texts::through(language)),
        (any(|l| !l.depends()), " drawn", texts::drawn_only(language)),
    ];
    for (_, class, name) in lines.iter().filter(|(any, ..)| *any) {
        let (x, y) = place(48.0 + measure::width(name));
        text.push_str(&format!(
            "<path class=\"link key-line{class}\" d=\"M{x:.1} {:.1}h26\"/><text class=\"key\" x=\"{:.1}\" y=\"{:.1}\">{name}</text>\n",
            y + 6.0,
            x + 32.0,
            y + 10.0
        ));
    }
    Legend {
        text,
        height: y + 12.0 + SMALL,
    }
}

/// A text within XML; what XML can't hold is left out.
///
/// ```
/// assert_eq!(toets_graph::xml_escaped("a < b & \"c\""), "a &lt; b &amp; &quot;c&quot;");
/// ```
pub fn xml_escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c if c.is_control() || c == '\u{fffe}' || c == '\u{ffff}' => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_be_markup() {
        assert_eq!(
            xml_escaped("</title><script>\"'&\u{0}"),
            "&lt;/title&gt;&lt;script&gt;&quot;&#39;&amp; "
        );
    }
}
