use proptest::prelude::*;

use super::*;

/// What comes of a text; the same when it is laid out again.
#[track_caller]
fn formatted(text: &str) -> String {
    let once = format(text).expect("the text can be laid out");
    assert_eq!(format(&once).as_ref(), Ok(&once), "a second time");
    once
}

#[test]
fn keys_of_a_section_stand_in_the_order_of_the_reference() {
    assert_eq!(
        formatted("[[node]]\nscale=\"five\"\nlabel = {en=\"B\",nl=\"A\"}\nid = \"n\"\n"),
        "[[node]]\nid = \"n\"\nlabel = { nl = \"A\", en = \"B\" }\nscale = \"five\"\n"
    );
    // Those of a table within it too, in any spelling.
    assert_eq!(
        formatted("[[finding]]\ncoded.note = \"x\"\nlevel = \"+\"\ncoded.by = 'y'\nid = \"f\"\n"),
        "[[finding]]\nid = \"f\"\nlevel = \"+\"\ncoded.by = 'y'\ncoded.note = \"x\"\n"
    );
    assert_eq!(
        formatted("[variable]\n[variable.v]\nvalues = [\"b\", \"a\"]\nkind = \"lever\"\n"),
        "[variable]\n\n[variable.v]\nkind = \"lever\"\nvalues = [\"b\", \"a\"]\n"
    );
    assert_eq!(
        formatted("variable.v.values = []\nvariable.v.kind = \"lever\"\n"),
        "variable.v.kind = \"lever\"\nvariable.v.values = []\n"
    );
}

#[test]
fn unknown_keys_and_tables_stay_where_they_are() {
    assert_eq!(
        formatted("[[node]]\nown_2 = 2\nscale = \"s\"\nmine = 1\nid = \"n\"\n"),
        "[[node]]\nown_2 = 2\nid = \"n\"\nmine = 1\nscale = \"s\"\n"
    );
    let unknown = "zz = 1\naa = 2\n\n[other]\nlabel = 1\nid = 2\n";
    assert_eq!(formatted(unknown), unknown);
    let tables =
        "[[node]]\nscale = \"s\"\nid = \"n\"\n[node.default]\nreason = 1\nlevel = 2\n[node.label]\nnl = \"x\"\n";
    let laid =
        "[[node]]\nid = \"n\"\nscale = \"s\"\n\n[node.default]\nlevel = 2\nreason = 1\n\n[node.label]\nnl = \"x\"\n";
    assert_eq!(formatted(tables), laid);
}

#[test]
fn what_has_an_order_of_its_own_keeps_it() {
    let text = "[variable.b]\nkind = \"lever\"\nvalues = [\"z\", \"a\"]\nlabels.z = { nl = \"Z\" }\nlabels.a = { nl = \"A\" }\n\n\
                [variable.a]\nkind = \"lever\"\n\n[[scenario]]\nid = \"s\"\nlevers = { b = \"z\", a = \"x\" }\n\n\
                [[scenario]]\nid = \"r\"\nlevers.b = 1\nlevers.a = 2\n";
    assert_eq!(formatted(text), text);
}

#[test]
fn comments_stay_with_what_they_stand_above_or_beside() {
    let text = "# The file.\n\n\n# The study.\n[study]   # beside\n# On the whole.\n\n# The title.\ntitle = { nl = \"T\" }# t\n# The id,\n\
                # in two lines.\nid = \"s\"   # i\n# Behind.\n\n[[node]]\nid = \"n\"\n# The end.   \n\n\n";
    let laid = "# The file.\n\n# The study.\n[study]   # beside\n# On the whole.\n\n# The id,\n# in two lines.\nid = \"s\"   # i\n\
                # The title.\ntitle = { nl = \"T\" } # t\n# Behind.\n\n[[node]]\nid = \"n\"\n# The end.\n";
    assert_eq!(formatted(text), laid);
}

#[test]
fn there_is_one_blank_line_at_most_and_one_before_a_heading() {
    assert_eq!(
        formatted("\n\na = 1\n\n\n\nb = 2\n[x]\n\n\nc = 3\n# of y\n[y]\n[z]\n\n# of w\n\n[w]"),
        "a = 1\n\nb = 2\n\n[x]\nc = 3\n# of y\n[y]\n\n[z]\n\n# of w\n\n[w]\n"
    );
    assert_eq!(formatted(""), "");
    assert_eq!(formatted(" \n\n\t\n"), "");
    assert_eq!(formatted("# only\n\n"), "# only\n");
    assert_eq!(formatted("# only"), "# only\n");
}

#[test]
fn white_space_has_one_style() {
    assert_eq!(
        formatted("  a   =   [1,2 , 3,]  \n\tb={x=1,y . z= 2}\nc = { }\nd = [ ]\n [ e . \"f g\" ]  \n"),
        "a = [1, 2, 3]\nb = { x = 1, y.z = 2 }\nc = {}\nd = []\n\n[e.\"f g\"]\n"
    );
}

#[test]
fn lists_over_several_lines_stay_so() {
    let text =
        "x = [ # all\n\"a\", # of a\n\n\n   # above b\n   \"b\"   # of b\n , [1,\n2],{ c = 1 }\n# last\n\n]   # x\n";
    let laid = "x = [ # all\n  \"a\", # of a\n\n  # above b\n  \"b\",   # of b\n  [\n    1,\n    2,\n  ],\n  { c = 1 },\n  # last\n]   # x\n";
    assert_eq!(formatted(text), laid);
    assert_eq!(
        formatted("x = [\n]\ny = [\n# none yet\n]\n"),
        "x = []\ny = [\n  # none yet\n]\n"
    );
}

#[test]
fn tables_over_several_lines_are_like_lists() {
    let text = "[[node]]\nlabel = { en = \"E\", # of en\n nl = \"N\" # of nl\n}\nid = \"n\"\n";
    let laid = "[[node]]\nid = \"n\"\nlabel = {\n  nl = \"N\", # of nl\n  en = \"E\", # of en\n}\n";
    assert_eq!(formatted(text), laid);
}

#[test]
fn strings_stay_as_they_were_written() {
    let text = "a = 'x\\y'\nb = \"\\u0041, # no comment\"\nc = \"\"\"\n  two   \n\n\n lines\"\"\"\nd = '''\n[no heading]\n'''\n\"e f\" = 0x1F\n";
    assert_eq!(formatted(text), text);
}

#[test]
fn lines_end_as_they_all_did() {
    assert_eq!(
        formatted("a=1\r\n\r\n\r\nb=[\r\n1]\r\n# c\r\n"),
        "a = 1\r\n\r\nb = [\r\n  1,\r\n]\r\n# c\r\n"
    );
    assert_eq!(formatted("a=1\nb=2\r\n"), "a = 1\nb = 2\n");
    // But not those of a text.
    assert_eq!(formatted("a=1\nb='''x\r\ny'''\n"), "a = 1\nb = '''x\r\ny'''\n");
    assert_eq!(formatted("\u{feff}a=1\n"), "\u{feff}a = 1\n");
}

#[test]
fn a_table_after_one_within_it_keeps_its_place() {
    let text = "[a.b]\nx = 1\n\n[c]\n\n[a]\ny = 2\n\n[[l]]\n\n[d]\n\n[[l]]\n\n[l.m]\n\n[f]\ng.h = 1\n\n[f.g.i]\n";
    assert_eq!(formatted(text), text);
}

#[test]
fn a_name_above_several_tables_has_one_spelling() {
    assert_eq!(
        formatted("[\"variable\".a]\n\"labels\".x = 1 # x\nlabels.y = 2\n\n[variable.'b']\n"),
        "[\"variable\".a]\n\"labels\".x = 1 # x\n\"labels\".y = 2\n\n[\"variable\".'b']\n"
    );
}

#[test]
fn what_is_no_toml_is_refused() {
    for text in [
        "a = \n",
        "a = [1\n",
        "[a\n",
        "a = 1\na = 2\n",
        "a = \u{201c}x\u{201d}\n",
    ] {
        assert!(matches!(format(text), Err(Refused::Unreadable(_))), "{text}");
    }
}

#[test]
fn another_order_is_seen_to_say_something_else() {
    let same = |one: &str, other: &str| {
        let [one, other] = [one, other].map(|text| Document::parse(text.to_owned()).expect("a test writes TOML"));
        order::same(one.as_item(), other.as_item(), Order::File)
    };
    assert!(same("[[node]]\nid = 1\nscale = nan", "[[node]]\nscale = nan\nid = 1"));
    let different = [
        ("[[node]]\nid = 1", "[[node]]\nid = 1.0"),
        ("[[node]]\nid = 1", "[[node]]\nid = 1\nscale = 2"),
        ("[[node]]\nid = 1", "[node]\nid = 1"),
        ("[variable.a]\n[variable.b]", "[variable.b]\n[variable.a]"),
        (
            "[scale.a]\nlabels = { x = 1, y = 2 }",
            "[scale.a]\nlabels = { y = 2, x = 1 }",
        ),
        (
            "[[scenario]]\nlevers = { x = 1, y = 2 }",
            "[[scenario]]\nlevers = { y = 2, x = 1 }",
        ),
        ("[other]\na = 1\nb = 2", "[other]\nb = 2\na = 1"),
        ("x = [1, 2]", "x = [2, 1]"),
        ("x = \"a\\r\\nb\"", "x = \"a\\nb\""),
    ];
    for (one, other) in different {
        assert!(!same(one, other), "{one}");
    }
}

/// Pieces of files, each with something that may go wrong next to another.
const PIECES: &[&str] = &[
    "\n",
    "\n\n\n",
    " \t\n",
    "# c\n",
    "  # d, e  \n",
    "@=1\n",
    "  @ = [1,2] # f\n",
    "@ = [ # g\n1, # h\n\n# i\n2]\n",
    "@ = [\n]\n",
    "@ = {b={c=1},a = 2}\n",
    "@ = { b = 1, # j\n a = [\n3 # k\n, 4], }\n",
    "@ = '''\n\n # no\n'''\n",
    "[[node]]\n",
    "[[node]] # l\n",
    "[@]\n",
    "[ @ . x ]\n\n",
    "[[finding]]\n# m\n\n",
    "id = \"i\"\n",
    "scale='s'\n",
    "label = { en='e' , nl='n' }\n",
    "coded.note = 1\n",
    "coded.by = 2 # o\n",
    "@.x = 1\n",
    "\r\n",
    "@ = 1\r\n",
];

proptest! {
    #[test]
    fn whatever_is_laid_out_stays_so(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        let text: String = pieces
            .iter()
            .enumerate()
            .map(|(n, piece)| piece.replace('@', &format!("k{n}")))
            .collect();
        match format(&text) {
            Ok(once) => {
                prop_assert_eq!(format(&once), Ok(once.clone()));
                prop_assert!(!once.contains("\n\n\n") && !once.contains("\r\n\r\n\r\n"), "{:?}", once);
                prop_assert!(!once.starts_with('\n') && !once.ends_with("\n\n"), "{:?}", once);
                prop_assert!(once.is_empty() || once.ends_with('\n'), "{:?}", once);
            }
            // A key twice in one table is the pieces' own fault.
            Err(why) => prop_assert!(matches!(why, Refused::Unreadable(_)), "{:?} {:?}", why, text),
        }
    }

    #[test]
    fn whatever_stands_there_is_laid_out_or_refused(text in r#"([\[\]{}=.,#"' \n\ra1]|k=|'''|"""|\[\[node\]\]\n){0,40}"#) {
        match format(&text) {
            Ok(once) => prop_assert_eq!(format(&once), Ok(once.clone())),
            Err(why) => prop_assert!(why != Refused::Changed, "{:?}", text),
        }
    }
}
