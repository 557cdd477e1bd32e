//! "Did you mean …?"

/// The known name that is most like a given one, if one is like it at all.
///
/// Of names that are equally like it the first one is taken.
///
/// ```
/// use toets_diagnostic::nearest;
/// assert_eq!(nearest("audiance", ["content", "audience"]), Some("audience"));
/// assert_eq!(nearest("audiance", ["content", "timing"]), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let mut best: Option<(&str, f64)> = None;
    for candidate in known {
        let likeness = strsim::normalized_damerau_levenshtein(&wanted, &candidate.to_lowercase());
        if likeness >= 0.6 && best.is_none_or(|(_, before)| likeness > before) {
            best = Some((candidate, likeness));
        }
    }
    best.map(|(candidate, _)| candidate)
}
