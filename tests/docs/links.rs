//! Links between pages.

use crate::page::Page;
use crate::support::root;

/// The targets of a page's links that stay in the repository, with their lines.
pub(crate) fn targets(page: &Page) -> impl Iterator<Item = (usize, &str)> {
    page.prose()
        .flat_map(|(number, line)| {
            line.split("](")
                .skip(1)
                .filter_map(move |rest| Some((number, rest.split_once(')')?.0)))
        })
        .filter(|(_, target)| !target.contains("://") && !target.starts_with("mailto:"))
}

/// The links of a page that lead nowhere.
pub(crate) fn broken(page: &Page, pages: &[Page]) -> Vec<String> {
    targets(page)
        .filter_map(|(line, target)| {
            let why = fault(page, pages, target)?;
            Some(format!("{}:{line}: the link to `{target}` {why}", page.name))
        })
        .collect()
}

fn fault(page: &Page, pages: &[Page], target: &str) -> Option<String> {
    let (path, anchor) = target
        .split_once('#')
        .map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let name = if path.is_empty() {
        page.name.clone()
    } else {
        resolve(&page.name, path)
    };
    if !root().join(&name).exists() {
        return Some("leads to no file".to_owned());
    }
    if page.name.starts_with("docs/src/") && !name.starts_with("docs/src/") {
        return Some("leaves the book: readers of the rendered book can't follow it".to_owned());
    }
    let anchor = anchor?;
    let known = pages
        .iter()
        .find(|page| page.name == name)?
        .headings()
        .any(|(_, text)| slug(text) == anchor);
    (!known).then(|| "names no heading of that page".to_owned())
}

/// The source files that a page names (`evaluate/src/space.rs`, from the root or below `core/`) and that don't exist.
pub(crate) fn missing_files(page: &Page) -> Vec<String> {
    let named = page.prose().flat_map(|(number, line)| {
        let codes = line.split('`').skip(1).step_by(2);
        codes
            .filter(|code| code.contains('/') && code.ends_with(".rs") && !code.contains(' '))
            .map(move |code| (number, code))
    });
    named
        .filter(|(_, code)| {
            !["", "core/"]
                .iter()
                .any(|start| root().join(start).join(code).is_file())
        })
        .map(|(line, code)| format!("{}:{line}: there is no file `{code}`", page.name))
        .collect()
}

/// The path of a file in the repository that a page names relative to itself.
fn resolve(page: &str, path: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The name that mdBook gives a heading.
fn slug(heading: &str) -> String {
    heading
        .chars()
        .filter_map(|c| match c {
            c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_lowercase().next().unwrap_or(c)),
            c if c.is_whitespace() => Some('-'),
            _ => None,
        })
        .collect()
}

#[test]
fn broken_links_are_seen() {
    let page = Page::of(
        "docs/src/a.md",
        "# Two words\n[x](#two-words) [y](#three) [z](b.md) [o](https://example.org)\n".to_owned(),
    );
    let pages = [Page::of("docs/src/a.md", page.text.clone())];
    // `docs/src/a.md` is no file of the repository, so links into it need one that is: the summary.
    let page = Page::of("docs/src/SUMMARY.md", page.text);
    let pages = [Page::of("docs/src/SUMMARY.md", pages[0].text.clone())];
    let wrong = broken(&page, &pages);
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].contains("`#three` names no heading"));
    assert!(wrong[1].contains("`b.md` leads to no file"));
}
