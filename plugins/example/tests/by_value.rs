//! The plugin of the tutorial does what its page says.

use std::sync::Arc;

use toets_example::ByValue;
use toets_model::testing::{node, nowhere, scale, study, variable};
use toets_model::{Index, Kind, LevelId, NodeId, Param, ParamValue, Study, ValueId};
use toets_plugin::{Answer, Cell, Outcome, Plugin, Read, Scorer, Stop};

fn text(text: &str) -> Param {
    table_value(ParamValue::Text(text.into()))
}

fn table_value(value: ParamValue) -> Param {
    Param { span: nowhere(), value }
}

fn table(entries: &[(&str, Param)]) -> Param {
    let entries = entries.iter().map(|(k, v)| ((*k).to_owned(), nowhere(), v.clone()));
    table_value(ParamValue::Table(entries.collect()))
}

fn small(params: Param) -> (Study, NodeId) {
    let mut s = study();
    let five = scale(&mut s, "five", &["-", "0", "+"]);
    variable(&mut s, "timing", Kind::Lever, &["inside", "outside"]);
    let here = node(&mut s, "here", five, "by-value", &[]);
    s.nodes[here].score.params = params;
    (s, here)
}

struct One(Study, NodeId, usize);

impl Cell for One {
    fn study(&self) -> &Study {
        &self.0
    }

    fn node(&self) -> NodeId {
        self.1
    }

    fn read(&self, _: Read) -> Result<Answer, Stop> {
        Ok(Answer::Value(ValueId::from_usize(self.2)))
    }
}

#[test]
fn each_value_has_its_level() {
    let levels = table(&[("inside", text("-")), ("outside", text("+"))]);
    let params = table(&[("of", text("timing")), ("levels", levels)]);
    for (value, level) in [(0, 0), (1, 2)] {
        let (s, here) = small(params.clone());
        let Ok(Scorer::Replay(scorer)) = ByValue.prepare(&s, here) else {
            panic!("it is a replay");
        };
        let judged = scorer.score(Arc::new(One(s, here, value))).unwrap();
        assert_eq!(judged.outcome, Outcome::Level(LevelId::from_usize(level)));
    }
}

#[test]
fn what_is_missing_is_said_before_anything_runs() {
    let some = table(&[("of", text("timing")), ("levels", table(&[("inside", text("-"))]))]);
    let other = table(&[("of", text("timng"))]);
    for (params, words) in [(some, "each value"), (other, "must name a variable")] {
        let (s, here) = small(params);
        let Err(faults) = ByValue.prepare(&s, here) else {
            panic!("it is wrong");
        };
        assert!(faults[0].message.contains(words), "{faults:?}");
    }
}
