//! The parts of the file that are written here: styles with a language to check spelling in, and what the document says of itself.

use toets_answer::Page;
use toets_model::Language;

use super::tables::{DARK, LIGHT, ON_DARK, PAD, STRONG, TEXT};
use super::{BULLETS, printable};

/// How many depths of headings there are.
pub(super) const HEADINGS: usize = 6;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const INK: &str = r#"<w:color w:val="154273"/>"#;

/// Styles that Word knows go by the names that it knows, which it shows in the reader's language.
pub(super) fn styles(language: Language) -> String {
    let [text, strong, on_dark, tree] = match language {
        Language::Nl => ["Tabeltekst", "Tabeltekst vet", "Tabeltekst op donker", "Boom"],
        Language::En => ["Table text", "Table text bold", "Table text on dark", "Tree"],
    };
    let mut all = format!(
        concat!(
            "{0}",
            r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
            r#"<w:docDefaults><w:rPrDefault><w:rPr>"#,
            r#"<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>"#,
            r#"<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{1}"/>"#,
            r#"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"#,
            r#"<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>"#,
            r#"</w:pPr></w:pPrDefault></w:docDefaults>"#,
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#,
            r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>"#,
            r#"<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>"#,
            r#"<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="{2}" w:type="dxa"/>"#,
            r#"<w:bottom w:w="28" w:type="dxa"/><w:right w:w="{2}" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#,
        ),
        DECLARATION,
        tag(language),
        PAD
    );
    let title = r#"<w:keepNext/><w:spacing w:after="60" w:line="240" w:lineRule="auto"/><w:contextualSpacing/>"#;
    all.push_str(&paragraph(
        "Title",
        "Title",
        "Normal",
        title,
        &format!(r#"<w:b/>{INK}<w:sz w:val="44"/>"#),
    ));
    let below = r#"<w:spacing w:after="360"/>"#;
    all.push_str(&paragraph(
        "Subtitle",
        "Subtitle",
        "Normal",
        below,
        r#"<w:color w:val="5A5A5A"/><w:sz w:val="24"/>"#,
    ));
    for depth in 1..=HEADINGS {
        let (above, size) = match depth {
            1 => (480, 32),
            2 => (360, 26),
            3 => (280, 23),
            _ => (240, 21),
        };
        let place = format!(
            r#"<w:keepNext/><w:keepLines/><w:spacing w:before="{above}" w:after="100"/><w:outlineLvl w:val="{}"/>"#,
            depth - 1
        );
        let look = format!(r#"<w:b/>{INK}<w:sz w:val="{size}"/>"#);
        all.push_str(&paragraph(
            &format!("Heading{depth}"),
            &format!("heading {depth}"),
            "Normal",
            &place,
            &look,
        ));
    }
    let listed = format!(
        r#"<w:numPr><w:numId w:val="{BULLETS}"/></w:numPr><w:spacing w:after="60"/><w:ind w:left="284" w:hanging="284"/>"#
    );
    all.push_str(&paragraph("ListBullet", "List Bullet", "ListBullet", &listed, ""));
    all.push_str(&paragraph("Tree", tree, "Tree", r#"<w:spacing w:after="40"/>"#, ""));
    let tight = r#"<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>"#;
    for (id, name, bold, ink) in [
        (TEXT, text, "", DARK),
        (STRONG, strong, "<w:b/>", DARK),
        (ON_DARK, on_dark, "<w:b/>", LIGHT),
    ] {
        let look = format!(r#"{bold}<w:color w:val="{ink:06X}"/><w:sz w:val="18"/>"#);
        all.push_str(&paragraph(id, name, id, tight, &look));
    }
    all.push_str(&paragraph("Footer", "footer", "Footer", tight, r#"<w:sz w:val="18"/>"#));
    all.push_str(&character("Strong", "Strong", "<w:b/>"));
    let typed = r#"<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:noProof/>"#;
    all.push_str(&character("HTMLCode", "HTML Code", typed));
    all.push_str("</w:styles>");
    all
}

/// `next`: the style of what someone writes below it.
fn paragraph(id: &str, name: &str, next: &str, place: &str, look: &str) -> String {
    format!(
        concat!(
            r#"<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="Normal"/>"#,
            r#"<w:next w:val="{}"/><w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>"#
        ),
        id, name, next, place, look
    )
}

fn character(id: &str, name: &str, look: &str) -> String {
    format!(
        r#"<w:style w:type="character" w:styleId="{id}"><w:name w:val="{name}"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>"#
    )
}

/// That the file is of Word 2013 or later; with older rules pages would break elsewhere.
pub(super) const SETTINGS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:compat><w:compatSetting w:name="compatibilityMode""#,
    r#" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#
);

/// A part that the library made, as the schema of the format has it: strict readers refuse another order. Texts are escaped there,
/// so nothing that a study says looks like an element.
pub(super) fn in_order(part: Vec<u8>) -> Result<Vec<u8>, String> {
    const FOOTER: &str = r#"<w:footerReference w:type="default" r:id="rIdFooter1" />"#;
    let mut part = String::from_utf8(part).map_err(|error| error.to_string())?;
    let bullet = |[one, other]: [&str; 2]| format!("<w:numPr>{one}{other}</w:numPr>");
    let (id, level) = (format!(r#"<w:numId w:val="{BULLETS}" />"#), r#"<w:ilvl w:val="0" />"#);
    part = part
        // Says nothing, and stands before what must come first.
        .replace("<w:rPr />", "")
        .replace(&bullet([&id, level]), &bullet([level, &id]))
        // Only rows of names are kept from splitting, so that tells which they are.
        .replace("<w:cantSplit /></w:trPr>", "<w:cantSplit /><w:tblHeader /></w:trPr>");
    if part.contains(FOOTER) {
        // It belongs to the first section.
        part = part
            .replace(FOOTER, "")
            .replacen("<w:sectPr>", &format!("<w:sectPr>{FOOTER}"), 1);
    }
    let mut columns = part.split("<w:gridCol ");
    let before = columns.next().unwrap_or_default().to_owned();
    let ordered = columns.fold(before, |all, rest| {
        all + "<w:gridCol " + &rest.replacen(r#" w:type="dxa""#, "", 1)
    });
    Ok(ordered.into_bytes())
}

/// A title is what a reader of documents says first, also to those who can't see it. The day is one that never changes.
pub(super) fn properties(page: &Page, language: Language) -> String {
    const MADE: &str = "2000-01-01T00:00:00Z";
    format!(
        concat!(
            "{}",
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties""#,
            r#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/""#,
            r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
            r#"<dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>toets</dc:creator>"#,
            r#"<dc:language>{}</dc:language><cp:lastModifiedBy>toets</cp:lastModifiedBy>"#,
            r#"<dcterms:created xsi:type="dcterms:W3CDTF">{}</dcterms:created>"#,
            r#"<dcterms:modified xsi:type="dcterms:W3CDTF">{}</dcterms:modified></cp:coreProperties>"#,
        ),
        DECLARATION,
        escaped(&page.title),
        escaped(&page.subtitle),
        tag(language),
        MADE,
        MADE
    )
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::Nl => "nl-NL",
        Language::En => "en-GB",
    }
}

fn escaped(text: &str) -> String {
    printable(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
