//! Reading a page of ours: enough of HTML to see that it is well made.

/// An element, by its start tag.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// The names of the elements around it.
    around: Vec<String>,
    /// The text in it, tags left out; of headings and headers of tables only.
    text: String,
}

/// A page.
pub(crate) struct Page {
    pub(crate) elements: Vec<Element>,
    /// Elements that are closed in the wrong place.
    pub(crate) faults: Vec<String>,
    /// All text, with references resolved.
    pub(crate) text: String,
}

const VOID: [&str; 6] = ["meta", "br", "input", "link", "img", "hr"];

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Page {
    pub(crate) fn read(html: &str) -> Self {
        let mut page = Self {
            elements: Vec::new(),
            faults: Vec::new(),
            text: String::new(),
        };
        let mut open: Vec<usize> = Vec::new();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            page.say(&open, &rest[..at]);
            rest = &rest[at..];
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            let tag = &rest[1..end.saturating_sub(1)];
            rest = &rest[end..];
            if tag.starts_with('!') {
                continue;
            }
            if let Some(name) = tag.strip_prefix('/') {
                match open.pop() {
                    Some(last) if page.elements[last].name == name => {}
                    last => page
                        .faults
                        .push(format!("</{name}> closes {:?}", last.map(|n| &page.elements[n].name))),
                }
                continue;
            }
            let (name, attributes) = attributes(tag);
            let around = open.iter().map(|&n| page.elements[n].name.clone()).collect();
            let void = tag.ends_with('/') || VOID.contains(&&*name);
            page.elements.push(Element {
                name: name.clone(),
                attributes,
                around,
                text: String::new(),
            });
            if matches!(&*name, "script" | "style") {
                // Their content ends at their end tag and nowhere else.
                let close = format!("</{name}>");
                let end = rest.find(&close).map_or(rest.len(), |end| end + close.len());
                rest = &rest[end..];
            } else if !void {
                open.push(page.elements.len() - 1);
            }
        }
        for n in open {
            page.faults.push(format!("<{}> is not closed", page.elements[n].name));
        }
        page
    }

    fn say(&mut self, open: &[usize], text: &str) {
        let text = resolved(text);
        self.text.push_str(&text);
        for &n in open {
            if matches!(&*self.elements[n].name, "h1" | "h2" | "h3" | "h4" | "th" | "summary") {
                self.elements[n].text.push_str(&text);
            }
        }
    }

    /// How many elements of a name stand within elements of another.
    pub(crate) fn within(&self, outer: &str, name: &str) -> usize {
        let inside = |e: &&Element| e.name == name && e.around.iter().any(|a| a == outer);
        self.elements.iter().filter(inside).count()
    }

    /// Headings, and the headers of each kind of table, each line once after the other.
    pub(crate) fn outline(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        let mut columns: Vec<String> = Vec::new();
        for element in &self.elements {
            let text = element.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if element.name == "th" && element.attribute("scope") == Some("col") {
                columns.push(text);
                continue;
            }
            if element.name == "tbody" && !columns.is_empty() {
                let line = format!("      | {} |", columns.join(" | "));
                columns.clear();
                if lines.last() != Some(&line) {
                    lines.push(line);
                }
            }
            if let Some(depth) = element
                .name
                .strip_prefix('h')
                .and_then(|depth| depth.parse::<usize>().ok())
            {
                lines.push(format!("{}{text}", "#".repeat(depth) + " "));
            }
        }
        lines.join("\n")
    }
}

fn attributes(tag: &str) -> (String, Vec<(String, String)>) {
    let tag = tag.trim_end_matches('/');
    let (name, mut rest) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return (name.to_owned(), found);
        }
        let end = rest.find(['=', ' ', '\n']).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').unwrap_or(quoted.len());
            value = resolved(&quoted[..end]);
            rest = quoted.get(end + 1..).unwrap_or("");
        }
        found.push((key, value));
    }
}

/// Text with its references resolved.
fn resolved(text: &str) -> String {
    let known = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ];
    known
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
