//! What questions of law cost, on the founding study.

use std::path::Path;
use std::sync::Arc;

use divan::Bencher;
use toets_evaluate::{Compiled, Limits, World, compile, evaluate_where};
use toets_load::{FileError, Files};
use toets_model::{Assignment, Fixed, GroupId, Index, NodeId, ScenarioId, Sources, Study, ValueId};
use toets_plugin::{Read, Registry};
use toets_question::{Costs, Improve, People, lawful_sets, legal_goal};
use toets_script::{Script, ScriptFiles};

/// What would make it lawful: twenty instruments, all eighteen cells of the founding study, all smallest sets.
#[divan::bench(sample_count = 10)]
fn instruments(bencher: Bencher<'_, '_>) {
    let law = Law::new("report", 5);
    let goal = legal_goal(&law.study).expect("a node on a scale of the law");
    let asked = |(scenario, group)| Improve {
        scenario,
        group,
        goal,
        people: People::default(),
        costs: Costs::default(),
    };
    let all: Vec<Improve> = law.cells().into_iter().map(asked).collect();
    bencher.with_inputs(|| law.compiled()).bench_values(|compiled| {
        for asked in &all {
            divan::black_box(lawful_sets(&compiled, asked).expect("a study without faults"));
        }
    });
}

/// The legal check of all eighteen cells, every indicator, with what was said in a world of each level …
#[divan::bench(args = ["report", "detailed"], sample_count = 10)]
fn legal_matrix(bencher: Bencher<'_, '_>, reading: &str) {
    let law = Law::new(reading, 0);
    bencher
        .with_inputs(|| law.compiled())
        .bench_values(|compiled| law.matrix(&compiled));
}

/// … and the same scripts once for each case: each combination of what is open and they read, every one anew.
#[divan::bench(args = ["report", "detailed"], sample_count = 3)]
fn legal_case_by_case(bencher: Bencher<'_, '_>, reading: &str) {
    let law = Law::new(reading, 0);
    let cases = law.cases();
    let bencher = bencher.counter(divan::counter::ItemsCount::new(cases.len()));
    let fresh = || cases.iter().map(|_| law.compiled()).collect::<Vec<_>>();
    bencher.with_inputs(fresh).bench_values(|compiled| {
        for ((node, fixed), compiled) in cases.iter().zip(&compiled) {
            divan::black_box(evaluate_where(compiled, fixed, Some(*node)));
        }
    });
}

/// The founding study under a reading of the law, with some more amendments that may be.
struct Law {
    study: Arc<Study>,
    registry: Registry,
}

/// The files of the repository, with more amendments.
struct Repository {
    amendments: usize,
}

impl Repository {
    #[expect(clippy::disallowed_methods, reason = "a bench stands in for the command line")]
    fn text(&self, path: &str) -> Option<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut text = std::fs::read_to_string(root.join(path)).ok()?;
        if path.ends_with("/amendments.toml") {
            for n in 0..self.amendments {
                let provision = ["wpo:9.1-2", "wpo:8.7b", "wpo:9.13", "wvo:2.13-14", "wvo:2.38"][n % 5];
                let label = format!("{{ nl = \"{n}\", en = \"{n}\" }}");
                let head = format!("\n[[amendment]]\nid = \"more-{n}\"\nlabel = {label}\nkind = \"act\"\n");
                text.push_str(&format!("{head}suspend = [\"{provision}\"]\n"));
            }
        }
        Some(text)
    }
}

impl Files for Repository {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.text(path).ok_or(FileError::NotFound)
    }
}

impl ScriptFiles for Repository {
    fn read(&self, path: &str) -> Result<String, toets_diagnostic::Words> {
        self.text(path).ok_or_else(|| ("not found", "niet gevonden").into())
    }
}

impl Law {
    fn new(reading: &str, amendments: usize) -> Self {
        let files = Repository { amendments };
        let mut sources = Sources::default();
        let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
        for plugin in toets_aggregation::plugins() {
            registry.add(plugin);
        }
        // Whatever scripts there are: the study says which it needs.
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for path in crate::Disk(root).scripts("scripts/scoring") {
            let limits = toets_script::Limits::default();
            match toets_script::load(&files, &mut sources, &path, &["scripts".to_owned()], &limits) {
                Ok(Script::Plugin(plugin)) => drop(registry.add(plugin)),
                _ => panic!("{path} is no plugin"),
            }
        }
        let path = "policies/onderwijs-negatieve-beschikking/study.toml";
        let loaded = toets_load::load(&files, path, "policies", Vec::new(), sources);
        let mut study = loaded.study.expect("a study without errors");
        let variable = study.variables.find("reading").expect("the study has readings");
        let value = study.variables[variable].domain.find(reading).expect("a reading");
        study.regime.insert(variable, Fixed::Value(value));
        Self {
            study: Arc::new(study),
            registry,
        }
    }

    fn compiled(&self) -> Arc<Compiled> {
        let compiled = compile(self.study.clone(), &self.registry, Limits::default());
        Arc::new(compiled.expect("a study without faults"))
    }

    fn cells(&self) -> Vec<(ScenarioId, GroupId)> {
        let scenarios =
            ["A1", "A2", "B1", "B2", "C1", "C2"].map(|id| self.study.scenarios.find(id).expect("a scenario"));
        let groups: Vec<GroupId> = self.study.groups.indices().collect();
        scenarios
            .into_iter()
            .flat_map(|scenario| groups.iter().map(move |&group| (scenario, group)))
            .collect()
    }

    fn indicators(&self) -> Vec<NodeId> {
        let indicators = ["wpo", "wvo_2020", "international_law", "gdpr"];
        indicators
            .map(|id| self.study.nodes.find(id).expect("an indicator"))
            .to_vec()
    }

    fn matrix(&self, compiled: &Arc<Compiled>) {
        let legality = self.study.nodes.find("legality").expect("a criterion");
        for (scenario, group) in self.cells() {
            let (mut space, _) = evaluate_where(compiled, &compiled.fixed(scenario, group), Some(legality));
            for node in self.indicators() {
                let Some(diagrams) = space.node(node) else { continue };
                for level in space.manager.terminals_within(diagrams.level, space.admitted) {
                    let here = space.manager.is(diagrams.level, level).expect("small diagrams");
                    let here = space.manager.and(here, space.admitted).expect("small diagrams");
                    let world = World::new(compiled, space.manager.pick(here, &[]).unwrap_or_default());
                    divan::black_box(space.trace(compiled, node, &world).expect("small diagrams"));
                }
            }
        }
    }

    /// Each indicator that a script judges, in each cell, for each combination of the open variables that the script reads.
    fn cases(&self) -> Vec<(NodeId, Assignment)> {
        let compiled = self.compiled();
        self.matrix(&compiled);
        let mut cases = Vec::new();
        for (scenario, group) in self.cells() {
            let cell = compiled.fixed(scenario, group);
            for node in self.indicators() {
                let (space, _) = evaluate_where(&compiled, &cell, Some(node));
                let mut these = vec![cell.clone()];
                for read in compiled.reads(node) {
                    let Read::Variable(variable) = read else { continue };
                    if space.fixed(variable).is_some() {
                        continue;
                    }
                    let values = (0..self.study.variables[variable].domain.size()).map(ValueId::from_usize);
                    let values: Vec<ValueId> = values.collect();
                    these = these
                        .iter()
                        .flat_map(|case| {
                            values.iter().map(|&value| {
                                let mut case = case.clone();
                                case.insert(variable, Fixed::Value(value));
                                case
                            })
                        })
                        .collect();
                }
                cases.extend(these.into_iter().map(|case| (node, case)));
            }
        }
        cases
    }
}
