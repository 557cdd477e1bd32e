//! The lines in which two texts differ.

use similar::TextDiff;

/// Lines shown before and after those that differ.
const AROUND: usize = 2;

/// The lines in which two texts differ, with a few around them: `-` was there, `+` is there now.
///
/// ```
/// use toets_approved::text_diff;
/// assert_eq!(text_diff("a\nb", "a\nc", usize::MAX), "  a\n- b\n+ c\n");
/// assert_eq!(text_diff("a\nb", "a\nb", 2), "");
/// ```
///
/// At most `most` lines; how many more there are is said.
pub fn text_diff(old: &str, new: &str, most: usize) -> String {
    // The last line differs only if its words do, not for want of a line break.
    let (old, new) = (format!("{old}\n"), format!("{new}\n"));
    let diff = TextDiff::from_lines(old.as_str(), new.as_str());
    let mut lines: Vec<String> = Vec::new();
    for (number, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if number > 0 {
            lines.push("  …".to_owned());
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                similar::ChangeTag::Equal => ' ',
                similar::ChangeTag::Delete => '-',
                similar::ChangeTag::Insert => '+',
            };
            lines.push(
                format!("{sign} {}", change.value().trim_end_matches('\n'))
                    .trim_end()
                    .to_owned(),
            );
        }
    }
    let more = lines.len().saturating_sub(most);
    lines.truncate(most);
    if more > 0 {
        lines.push(format!("  … (+{more})"));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}
