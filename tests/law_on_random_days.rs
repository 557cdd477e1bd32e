//! Random laws, day by day: which text of a provision counts, and whether the timeline says of each day what that day
//! says by itself. Texts and amendments are held against a list of days, written out once more without any of the engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use toets_evaluate::{Limits, all_cells, compile, evaluate};
use toets_load::{FileError, Files};
use toets_model::{Date, Index, LevelId, NodeId, Study, Text};
use toets_plugin::{
    Answer, Cell, Diagnostic, Judgement, Outcome, Plugin, ProvisionField, Read, Registry, Replay, Scorer, Stop,
};
use toets_question::{CellResults, Results, readings, timeline};

/// Days are counted from the first of January 2024.
const DAYS: u8 = 40;

fn day(n: u8) -> Date {
    (0..n).fold(Date::parse("2024-01-01").expect("a day"), |day, _| day.next())
}

/// Stretches in which a provision has a text, apart from each other: first and last day, either may be missing at the ends.
type Times = Vec<(Option<u8>, Option<u8>)>;

#[derive(Clone, Debug)]
struct Law {
    provisions: Vec<Times>,
    amendments: Vec<Amendment>,
}

/// An amendment that takes a provision away.
#[derive(Clone, Debug)]
struct Amendment {
    on: usize,
    /// Repealed, or suspended.
    repeal: bool,
    from: Option<u8>,
    until: Option<u8>,
    open: bool,
}

fn times() -> impl Strategy<Value = Times> {
    let cuts = prop::collection::btree_set(1..DAYS, 2..=6);
    (cuts, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(cuts, since_ever, for_good, gap)| {
        let cuts: Vec<u8> = cuts.into_iter().collect();
        // A gap, or the next text on the day after.
        let ends = |n: usize| cuts[n + 1] - if gap && cuts[n + 1] > cuts[n] + 1 { 2 } else { 1 };
        let mut times: Times = (0..cuts.len() - 1).map(|n| (Some(cuts[n]), Some(ends(n)))).collect();
        if let Some(first) = times.first_mut().filter(|_| since_ever) {
            first.0 = None;
        }
        if let Some(last) = times.last_mut().filter(|_| for_good) {
            last.1 = None;
        }
        times
    })
}

fn law() -> impl Strategy<Value = Law> {
    let provisions = prop::collection::vec(times(), 1..=3);
    let bounds = (prop::option::of(1..DAYS / 2), prop::option::of(DAYS / 2..DAYS));
    let amendments = prop::collection::vec((0..3usize, any::<bool>(), bounds, any::<bool>()), 0..=2);
    (provisions, amendments).prop_map(|(provisions, amendments)| {
        let amendments = amendments
            .into_iter()
            .map(|(on, repeal, (from, until), open)| Amendment {
                on: on % provisions.len(),
                repeal,
                from,
                until,
                open,
            });
        Law {
            amendments: amendments.collect(),
            provisions,
        }
    })
}

impl Law {
    fn text(&self) -> String {
        let mut text = String::from(
            "[study]\nid = \"x\"\ntitle = { nl = \"x\", en = \"x\" }\nas_of = 2024-01-01\nverdict = \"n\"\n",
        );
        let open = self
            .amendments
            .iter()
            .enumerate()
            .filter(|(_, amendment)| amendment.open);
        let open: Vec<String> = open.map(|(n, _)| format!("\"a{n}\"")).collect();
        text.push_str(&format!("open_amendments = [{}]\n", open.join(", ")));
        text.push_str(
            "[scale.s]\nlevels = [\"l0\", \"l1\", \"l2\", \"l3\", \"l4\"]\n\
             [[node]]\nid = \"n\"\nlabel = { nl = \"n\", en = \"n\" }\nscale = \"s\"\nscore = { plugin = \"reader\" }\n\
             [[scenario]]\nid = \"S\"\nlabel = { nl = \"S\", en = \"S\" }\n[[group]]\nid = \"g\"\nlabel = { nl = \"g\", en = \"g\" }\n",
        );
        let bound = |key: &str, at: Option<u8>| at.map_or(String::new(), |n| format!("{key} = {}\n", day(n)));
        for (n, times) in self.provisions.iter().enumerate() {
            text.push_str(&format!("[[provision]]\nid = \"p{n}\"\n"));
            for (v, &(from, to)) in times.iter().enumerate() {
                text.push_str(&format!("[[provision.version]]\nid = \"v{v}\"\n"));
                text.push_str(&bound("valid_from", from));
                text.push_str(&bound("valid_to", to));
            }
        }
        for (n, amendment) in self.amendments.iter().enumerate() {
            let on = amendment.on;
            let does = if amendment.repeal { "repeal" } else { "suspend" };
            text.push_str(&format!(
                "[[amendment]]\nid = \"a{n}\"\nlabel = {{ nl = \"a\", en = \"a\" }}\nkind = \"act\"\n{does} = [\"p{on}\"]\n"
            ));
            text.push_str(&bound("from", amendment.from));
            text.push_str(&bound("until", amendment.until));
        }
        text
    }

    /// Which text of a provision is in force on a day, with no amendment.
    fn version(&self, provision: usize, n: u8) -> Option<usize> {
        let covers = |&(from, to): &(Option<u8>, Option<u8>)| from.is_none_or(|f| f <= n) && to.is_none_or(|t| n <= t);
        let those: Vec<usize> = (0..self.provisions[provision].len())
            .filter(|&v| covers(&self.provisions[provision][v]))
            .collect();
        assert!(those.len() <= 1, "the texts of a random law are apart");
        those.first().copied()
    }

    /// Whether an amendment takes a provision away on a day, if it is in force.
    fn takes_away(&self, amendment: usize, provision: usize, n: u8) -> bool {
        let it = &self.amendments[amendment];
        it.on == provision && it.from.is_none_or(|f| f <= n) && it.until.is_none_or(|u| n <= u)
    }
}

struct OneFile(String);

impl Files for OneFile {
    fn read(&self, name: &str) -> Result<String, FileError> {
        match name {
            "policies/x/study.toml" => Ok(self.0.clone()),
            _ => Err(FileError::NotFound),
        }
    }
}

/// Reads all that can be said of all provisions; its level depends on every answer.
struct Reader;

impl Plugin for Reader {
    fn id(&self) -> &str {
        "reader"
    }

    fn version(&self) -> &str {
        "1"
    }

    fn label(&self) -> Text {
        Text::both("lezer", "reader")
    }

    fn prepare(&self, _: &Study, _: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        Ok(Scorer::Replay(Box::new(Self)))
    }
}

impl Replay for Reader {
    fn score(&self, cell: Arc<dyn Cell>) -> Result<Judgement, Stop> {
        let mut sum = 0;
        for provision in cell.study().provisions.indices() {
            let weight = provision.to_usize() + 1;
            if cell.read(Read::Provision(provision, ProvisionField::InForce))? == Answer::Yes {
                sum += weight;
                if let Answer::Text(version) = cell.read(Read::Provision(provision, ProvisionField::Version))? {
                    sum += weight * version.bytes().map(usize::from).sum::<usize>();
                }
            }
        }
        Ok(Outcome::Level(LevelId::from_usize(sum % 5)).into())
    }

    fn nodes(&self) -> Vec<NodeId> {
        Vec::new()
    }
}

fn loaded(law: &Law) -> Option<(Arc<Study>, Registry)> {
    let files = OneFile(law.text());
    let loaded = toets_load::load(
        &files,
        "policies/x/study.toml",
        "policies",
        Vec::new(),
        Default::default(),
    );
    // Two amendments that contradict each other are refused; such a law is none to look at.
    let study = loaded.study?;
    let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
    registry.add(Arc::new(Reader));
    Some((Arc::new(study), registry))
}

/// What follows on one day, judged by itself.
fn alone(study: &Study, registry: &Registry, on: Date) -> Vec<CellResults> {
    let mut study = study.clone();
    study.as_of = Some(on);
    let study = Arc::new(study);
    let compiled = Arc::new(compile(study.clone(), registry, Limits::default()).expect("it compiles"));
    let cells = all_cells(&study);
    let mut evaluation = evaluate(&compiled, &cells).expect("it judges");
    let read = readings(&mut evaluation, &cells).expect("it is small");
    Results::new(&study, &read, &[], &[]).cells
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// On each day one text or none is in force, and after its end nothing falls through to another.
    #[test]
    fn each_day_has_one_text_or_none(law in law()) {
        let Some((study, _)) = loaded(&law) else { return Ok(()) };
        for n in 0..DAYS + 2 {
            let mut study = (*study).clone();
            study.as_of = Some(day(n));
            for (p, _) in law.provisions.iter().enumerate() {
                let id = study.provisions.find(&format!("p{p}")).expect("a provision");
                let expected = law.version(p, n);
                let covering: Vec<usize> = study.provisions[id].versions.iter().enumerate()
                    .filter(|(_, version)| version.in_force(day(n)))
                    .map(|(v, _)| v)
                    .collect();
                prop_assert!(covering.len() <= 1, "two texts on one day");
                prop_assert_eq!(study.provisions[id].on(day(n)).map(|v| study.provisions[id].versions[v].id.clone()),
                    expected.map(|v| format!("v{v}")));
                let standing = study.standing(id, |_| false);
                prop_assert_eq!(standing.in_force, expected.is_some(), "p{} on {}", p, day(n));
                if let Some(v) = expected {
                    prop_assert_eq!(study.text_name(id, standing.text), format!("v{v}"));
                }
                // With all amendments: what any of them takes away is not there.
                let gone = (0..law.amendments.len()).any(|a| law.takes_away(a, p, n));
                let standing = study.standing(id, |_| true);
                prop_assert_eq!(standing.in_force, expected.is_some() && !gone);
            }
        }
    }

    /// The timeline says of every day, and not only of those around a breakpoint, what that day says by itself.
    #[test]
    fn the_timeline_says_what_each_day_says(law in law()) {
        let Some((study, registry)) = loaded(&law) else { return Ok(()) };
        let compiled = Arc::new(compile(study.clone(), &registry, Limits::default()).expect("it compiles"));
        let cells = all_cells(&study);
        let timeline = timeline(&compiled, &registry, &cells).expect("it judges");
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        for n in 0..DAYS + 2 {
            let on = day(n);
            let covering: Vec<usize> = timeline.stretches.iter().enumerate()
                .filter(|(_, s)| s.from.is_none_or(|from| from <= on) && s.to.is_none_or(|to| on <= to))
                .map(|(at, _)| at)
                .collect();
            prop_assert_eq!(covering.len(), 1, "each day is in one stretch");
            *seen.entry(covering[0]).or_default() += 1;
            prop_assert_eq!(&timeline.stretches[covering[0]].cells, &alone(&study, &registry, on), "{}", on);
        }
        prop_assert_eq!(seen.len(), timeline.stretches.len(), "no stretch is empty");
    }
}

#[test]
fn random_laws_are_laws() {
    // A generator whose laws are refused would let everything pass.
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut loaded_laws = 0;
    let mut open = 0;
    for _ in 0..100 {
        let law = law().new_tree(&mut runner).expect("a law").current();
        if loaded(&law).is_some() {
            loaded_laws += 1;
            open += usize::from(law.amendments.iter().any(|amendment| amendment.open));
        }
    }
    assert!(loaded_laws > 60, "{loaded_laws} of 100 laws were looked at");
    assert!(open > 20, "{open} with an open amendment");
}
