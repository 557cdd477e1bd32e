use crate::support::Lab;

#[test]
fn the_best_child_decides() {
    let lab = Lab::new("best", "five", &[("a", "five"), ("b", "five"), ("c", "five")]);
    assert_eq!(lab.judge(&["+", "-", "++"]), "++");
    assert_eq!(lab.judge(&["--", "--", "-"]), "-");
    assert_eq!(lab.judge(&["--", "_", "--"]), "--");
    assert_eq!(lab.judge(&["_", "_", "_"]), "silent");
}

#[test]
fn a_child_on_another_scale_is_read_through_its_map() {
    let lab = Lab::new("best", "five", &[("a", "five"), ("b", "four")]);
    let lab = lab.params("map = { b = { bad = '--', poor = '-', fair = '+', good = '++' } }");
    assert_eq!(lab.judge(&["0", "fair"]), "+");
}

#[test]
fn it_needs_an_order() {
    let lab = Lab::new("best", "colours", &[("a", "colours")]).params("");
    assert_eq!(
        lab.faults(),
        ["unordered-scale: `best` needs levels that are better or worse, but those of `colours` have no order @ "]
    );
}
