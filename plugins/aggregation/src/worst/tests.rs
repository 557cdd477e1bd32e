use crate::support::Lab;

const TWO: &[(&str, &str)] = &[("a", "five"), ("b", "five")];

#[test]
fn the_worst_child_decides() {
    let lab = Lab::new("worst", "five", &[("a", "five"), ("b", "five"), ("c", "five")]);
    assert_eq!(lab.judge(&["+", "-", "++"]), "-");
    assert_eq!(lab.judge(&["++", "++", "++"]), "++");
    assert_eq!(lab.judge(&["0", "--", "-"]), "--");
}

#[test]
fn silent_children_are_left_out() {
    let lab = Lab::new("worst", "five", TWO);
    assert_eq!(lab.judge(&["_", "+"]), "+");
    assert_eq!(lab.judge(&["_", "_"]), "silent");
}

#[test]
fn a_child_on_another_scale_is_read_through_its_map() {
    let lab = Lab::new("worst", "five", &[("a", "five"), ("b", "four")]);
    let lab = lab.params("map = { b = { bad = '--', poor = '-', fair = '+', good = '++' } }");
    assert_eq!(lab.judge(&["+", "poor"]), "-");
    assert_eq!(lab.judge(&["0", "good"]), "0");
}

#[test]
fn a_child_without_order_may_be_mapped() {
    let lab = Lab::new("worst", "five", &[("a", "colours")]);
    let lab = lab.params("map = { a = { red = '--', green = '++', blue = '0' } }");
    assert_eq!(lab.judge(&["green"]), "++");
}

#[test]
fn a_child_on_another_scale_needs_a_map() {
    let lab = Lab::new("worst", "five", &[("a", "five"), ("b", "four"), ("c", "four")]);
    assert_eq!(
        lab.params("").faults(),
        ["scale-mismatch: `b`, `c` are on scale `four`, but `top` on `five` @ "]
    );
    let lab = Lab::new("worst", "four", TWO).params("");
    assert_eq!(
        lab.help(),
        "say what each level of the child is here: \
         `map = { a = { -- = \"…\", - = \"…\", 0 = \"…\", \"+\" = \"…\", \"++\" = \"…\" } }`"
    );
}

#[test]
fn every_fault_of_a_map_is_named_at_once() {
    let lab = Lab::new("worst", "five", &[("a", "five"), ("b", "four")]);
    let lab = lab.params("mapp = 1, map = { bb = {}, b = { bad = '--', por = '-', fair = 'x' } }");
    assert_eq!(
        lab.faults(),
        [
            "unknown-parameter: `worst` has no parameter `mapp` @ mapp",
            "unknown-child: `bb` is not a child of `top` @ bb",
            "unknown-level: scale `four` has no level `por` @ por",
            "unknown-level: scale `five` has no level `x` @ 'x'",
            "incomplete-map: the map of `b` does not say what `poor`, `good` becomes @ \
             { bad = '--', por = '-', fair = 'x' }",
        ]
    );
    let lab = Lab::new("worst", "five", TWO).params("map = 3");
    assert_eq!(lab.faults(), ["bad-parameter: `map` must be a table @ 3"]);
    let lab = Lab::new("worst", "five", TWO).params("map = { a = 3 }");
    assert_eq!(lab.faults(), ["bad-parameter: the map of `a` must be a table @ 3"]);
}

#[test]
fn it_needs_children_and_an_order() {
    let lab = Lab::new("worst", "five", &[]).params("");
    assert_eq!(
        lab.faults(),
        ["no-children: `worst` combines the nodes below `top`, but there are none @ "]
    );
    let lab = Lab::new("worst", "colours", &[("a", "colours")]).params("");
    assert_eq!(
        lab.faults(),
        ["unordered-scale: `worst` needs levels that are better or worse, but those of `colours` have no order @ "]
    );
    let lab = Lab::new("worst", "euros", &[("a", "euros")]).params("");
    assert_eq!(
        lab.faults(),
        ["bad-scale: `worst` gives levels, but `top` is measured in numbers @ "]
    );
    let lab = Lab::new("worst", "five", &[("a", "euros")]).params("");
    assert_eq!(
        lab.faults(),
        ["numeric-child: `a` is measured in numbers, which `worst` can't combine @ "]
    );
}
