//! Links within a page that has a part of a report only.

use std::collections::BTreeSet;

/// A page whose links lead somewhere: what leads to a part that is not there is text.
pub(super) fn within(html: &str) -> String {
    let ids: BTreeSet<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let mut whole = String::with_capacity(html.len());
    let mut rest = html;
    // Templates escape what they are given: no text has such a tag, and links do not stand within links.
    while let Some(at) = rest.find("<a ") {
        whole.push_str(&rest[..at]);
        let link = &rest[at..];
        let end = link.find("</a>").map_or(link.len(), |end| end + "</a>".len());
        let (link, after) = link.split_at(end);
        rest = after;
        let leads = link.split("href=\"#").nth(1).and_then(|rest| rest.split('"').next());
        match link.find('>').zip(leads.filter(|id| !ids.contains(id))) {
            Some((open, _)) => {
                let inside = link[open + 1..].trim_end_matches("</a>");
                whole.push_str(&format!("<span class=\"a\">{inside}</span>"));
            }
            None => whole.push_str(link),
        }
    }
    whole.push_str(rest);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_nowhere_is_text() {
        let page = "<h2 id=\"x\">X</h2><a href=\"#x\">to <b>x</b></a> <a class=\"k\" href=\"#y\">to <b>y</b></a> <a href=\"https://z\">z</a>.";
        let so = "<h2 id=\"x\">X</h2><a href=\"#x\">to <b>x</b></a> <span class=\"a\">to <b>y</b></span> <a href=\"https://z\">z</a>.";
        assert_eq!(within(page), so);
    }
}
