//! Running a replaying scorer over everything that is open: reads are recorded, and it runs again for each other
//! answer that still has a world.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;
use toets_diagnostic::{Diagnostic, Words, both};
use toets_diagram::Diagram;
use toets_model::{Index, NodeId, Study, VariableId};
use toets_plugin::{Answer, Cell, Judgement, Read, Replay, Stop};

use crate::compile::Compiled;
use crate::outcome::{Raw, intern};
use crate::read::{Choice, read_name};
use crate::space::{Space, Trouble};
use crate::tree::{ROOT, Step, Tree, lock};

/// Judges a node with a replaying scorer in every world of a cell in which it applies; also, in which worlds it asked what the findings on
/// the node say together, and which places of its tree were walked (ascending).
pub(crate) fn run_replay(
    compiled: &Arc<Compiled>,
    space: &Arc<Mutex<Space>>,
    node: NodeId,
    replay: &dyn Replay,
    applies: Diagram,
) -> Result<(Raw, Diagram, Vec<u32>), Trouble> {
    let care = {
        let mut space = lock(space);
        let admitted = space.admitted;
        space.manager.and(admitted, applies)?
    };
    let mut walk = Walk::new(compiled, space, node, replay);
    let diagram = walk.from(ROOT, care)?;
    let said = Raw {
        diagram,
        outcomes: walk.outcomes,
    };
    walk.walked.sort_unstable();
    Ok((said, walk.read_evidence, walk.walked))
}

/// One way through a scorer in a cell, with what it said at its end.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// The admitted worlds in which it takes this way.
    pub within: Diagram,
    /// What it read, in order, and what that gave.
    pub reads: Vec<(Read, Answer)>,
    /// What it said, or how it failed.
    pub said: Result<Judgement, Box<Diagnostic>>,
}

/// Every way that a replaying scorer takes in a cell, also those on which it fails; together they are all admitted worlds in
/// which the node applies.
pub(crate) fn leaves(
    compiled: &Arc<Compiled>,
    space: &Arc<Mutex<Space>>,
    node: NodeId,
    replay: &dyn Replay,
) -> Result<Vec<Leaf>, Trouble> {
    let care = {
        let mut space = lock(space);
        let (admitted, applies) = (space.admitted, space.where_it_applies(compiled, node)?);
        space.manager.and(admitted, applies)?
    };
    let mut walk = Walk::new(compiled, space, node, replay);
    walk.leaves = Some(Vec::new());
    if care != Diagram::FALSE {
        walk.from(ROOT, care)?;
    }
    Ok(walk.leaves.unwrap_or_default())
}

struct Walk<'a> {
    compiled: &'a Arc<Compiled>,
    space: &'a Arc<Mutex<Space>>,
    node: NodeId,
    replay: &'a dyn Replay,
    outcomes: Vec<toets_plugin::Outcome>,
    paths: usize,
    prefix: Vec<(Read, Answer)>,
    read_evidence: Diagram,
    /// Where every way is wanted: those seen so far. A fault is the end of one then, not of the walk.
    leaves: Option<Vec<Leaf>>,
    walked: Vec<u32>,
}

impl<'a> Walk<'a> {
    fn new(compiled: &'a Arc<Compiled>, space: &'a Arc<Mutex<Space>>, node: NodeId, replay: &'a dyn Replay) -> Self {
        Self {
            compiled,
            space,
            node,
            replay,
            outcomes: Vec::new(),
            paths: 0,
            prefix: Vec::new(),
            read_evidence: Diagram::FALSE,
            walked: Vec::new(),
            leaves: None,
        }
    }

    /// What the scorer says from a place of its tree on, in the worlds of `care` (which has some).
    fn from(&mut self, at: usize, care: Diagram) -> Result<Diagram, Trouble> {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.step(at, care))
    }

    fn step(&mut self, at: usize, care: Diagram) -> Result<Diagram, Trouble> {
        let tree = &self.compiled.trees[self.node.to_usize()];
        let mut step = lock(tree).step(at);
        if matches!(step, Step::Unknown) {
            self.run(tree, care)?;
            step = lock(tree).step(at);
        }
        self.walked.push(at as u32);
        if let (Step::Done(said), Some(leaves)) = (&step, &mut self.leaves) {
            leaves.push(Leaf {
                within: care,
                reads: self.prefix.clone(),
                said: said.clone(),
            });
        }
        match step {
            Step::Done(Err(_)) if self.leaves.is_some() => Ok(Diagram::terminal(intern(
                &mut self.outcomes,
                toets_plugin::Outcome::Silent,
            ))),
            Step::Done(Ok(judgement)) => {
                self.paths += 1;
                if self.paths > self.compiled.limits.paths {
                    return Err(self.too_many_paths());
                }
                Ok(Diagram::terminal(intern(&mut self.outcomes, judgement.outcome)))
            }
            Step::Done(Err(fault)) => Err(match self.open_numbers() {
                open if open.is_empty() => Trouble::Fault(fault),
                // Whatever went wrong: it went wrong with the bounds of a number in hand.
                open => Trouble::OpenNumber(open, fault),
            }),
            Step::Read(read, _) => {
                if read == Read::Evidence {
                    self.read_evidence = lock(self.space).manager.or(self.read_evidence, care)?;
                }
                let options = lock(self.space).options(self.compiled, self.node, read, care)?;
                let mut result: Option<Diagram> = None;
                for Choice { answer, here, within } in options.into_iter().rev() {
                    let next = lock(tree).follow(at, &answer);
                    self.prefix.push((read, answer));
                    let said = self.from(next, within)?;
                    self.prefix.pop();
                    result = Some(match result {
                        // Where another answer holds, what was said for it stays.
                        Some(others) => lock(self.space).manager.ite(here, said, others)?,
                        None => said,
                    });
                }
                result.ok_or(Trouble::Missing)
            }
            // INVARIANT: a run records a step at the place it started from.
            Step::Unknown => Err(Trouble::Missing),
        }
    }

    /// What is given to the scorer in a run with the answers so far.
    fn recorder(&self, care: Diagram) -> Arc<Recorder> {
        Arc::new(Recorder {
            compiled: self.compiled.clone(),
            node: self.node,
            space: self.space.clone(),
            path: Mutex::new(Path {
                prefix: self.prefix.clone(),
                care,
                log: Vec::new(),
                seen: FxHashMap::default(),
                trouble: None,
            }),
        })
    }

    /// What the scorer read and said with these answers in the evaluation before, if it would do the same today.
    fn remembered(&self, care: Diagram) -> Option<(Vec<(Read, Answer)>, Judgement)> {
        let (tree, names) = self.compiled.memory.get()?.of(self.node)?;
        let recorder = self.recorder(care);
        let mut at = ROOT;
        loop {
            match lock(tree).step(at) {
                Step::Unknown | Step::Done(Err(_)) => return None,
                Step::Done(Ok(judgement)) => {
                    let judgement = names.judgement(&judgement)?;
                    let log = std::mem::take(&mut lock(&recorder.path).log);
                    return (log.len() >= self.prefix.len()).then_some((log, judgement));
                }
                Step::Read(read, answers) => {
                    let answer = recorder.read(names.read(read)?).ok()?;
                    at = *answers.get(&answer)?;
                }
            }
        }
    }

    /// Runs the scorer with the answers so far, and keeps what it read and said.
    fn run(&self, tree: &Mutex<Tree>, care: Diagram) -> Result<(), Trouble> {
        if let Some((path, judgement)) = self.remembered(care) {
            lock(tree).record(&path, Ok(judgement));
            return Ok(());
        }
        self.compiled.work.ran();
        let recorder = self.recorder(care);
        let result = self.replay.score(recorder.clone());
        let mut path = lock(&recorder.path);
        if let Some(trouble) = path.trouble.take() {
            return Err(trouble);
        }
        let result: Result<Judgement, Box<Diagnostic>> = match result {
            Ok(judgement) => Ok(judgement),
            Err(Stop::Fault(fault)) => Err(fault),
            Err(Stop::Halted) => {
                return Err(self.fault(
                    "halted",
                    (
                        "stopped without having been told to",
                        "stopte zonder dat daarom was gevraagd",
                    ),
                ));
            }
        };
        if path.log.len() < self.prefix.len() {
            return Err(self.fault("not-pure", NOT_PURE));
        }
        lock(tree).record(&path.log, result);
        Ok(())
    }

    /// The numbers of which this way has read bounds.
    fn open_numbers(&self) -> Vec<VariableId> {
        let open = |(read, answer): &(Read, Answer)| match (read, answer) {
            (&Read::Variable(variable), Answer::Interval(low, high)) if low != high => Some(variable),
            _ => None,
        };
        self.prefix.iter().filter_map(open).collect()
    }

    fn too_many_paths(&self) -> Trouble {
        let reads: Vec<String> = lock(&self.compiled.trees[self.node.to_usize()])
            .reads()
            .into_iter()
            .map(|read| format!("`{}`", read_name(&self.compiled.study, read)))
            .collect();
        let Trouble::Fault(fault) = self.fault(
            "too-many-paths",
            both!(
                "has more than {} different paths in one cell",
                "heeft meer dan {} verschillende paden in één cel",
                self.compiled.limits.paths
            ),
        ) else {
            return Trouble::Missing;
        };
        Trouble::Fault(Box::new(
            fault
                .with_note(both!("it reads {}", "deze leest {}", reads.join(", ")))
                .help((
                    "let it read less, fix some of these in the scenario, or raise `--limit-paths`",
                    "laat deze minder lezen, leg er enkele van vast in het scenario, of verhoog `--limit-paths`",
                )),
        ))
    }

    fn fault(&self, code: &'static str, what: impl Into<Words>) -> Trouble {
        fault(&self.compiled.study, self.node, code, what)
    }
}

/// What a scorer does that has no memory of its own.
const NOT_PURE: (&str, &str) = (
    "does not read the same again when it gets the same answers",
    "leest bij dezelfde antwoorden niet opnieuw hetzelfde",
);

/// That the scorer of a node does what it may not; `what` follows its name.
fn fault(study: &Study, node: NodeId, code: &'static str, what: impl Into<Words>) -> Trouble {
    let plugin = &study.nodes[node].score.plugin;
    let what = what.into();
    Trouble::Fault(Box::new(
        Diagnostic::error(
            code,
            both!("the scorer `{}` {}", "de beoordelaar `{}` {}", &*plugin.value, what),
        )
        .at(
            plugin.span,
            both!("scores `{}`", "beoordeelt `{}`", study.nodes.name(node)),
        ),
    ))
}

/// What a scorer is given: answers from the path so far, then the first of each that still has a world.
struct Recorder {
    compiled: Arc<Compiled>,
    node: NodeId,
    space: Arc<Mutex<Space>>,
    path: Mutex<Path>,
}

struct Path {
    prefix: Vec<(Read, Answer)>,
    care: Diagram,
    log: Vec<(Read, Answer)>,
    seen: FxHashMap<Read, Answer>,
    trouble: Option<Trouble>,
}

impl Cell for Recorder {
    fn study(&self) -> &Study {
        &self.compiled.study
    }

    fn node(&self) -> NodeId {
        self.node
    }

    fn read(&self, read: Read) -> Result<Answer, Stop> {
        let mut path = lock(&self.path);
        if path.trouble.is_some() {
            return Err(Stop::Halted);
        }
        if let Some(answer) = path.seen.get(&read) {
            return Ok(answer.clone());
        }
        match self.next(&mut path, read) {
            Ok(answer) => {
                path.seen.insert(read, answer.clone());
                path.log.push((read, answer.clone()));
                Ok(answer)
            }
            Err(trouble) => {
                path.trouble = Some(trouble);
                Err(Stop::Halted)
            }
        }
    }
}

impl Recorder {
    fn next(&self, path: &mut Path, read: Read) -> Result<Answer, Trouble> {
        let study = &self.compiled.study;
        if let Some((expected, answer)) = path.prefix.get(path.log.len()) {
            if *expected != read {
                return Err(fault(study, self.node, "not-pure", NOT_PURE));
            }
            return Ok(answer.clone());
        }
        if path.log.len() >= self.compiled.limits.reads {
            return Err(fault(
                study,
                self.node,
                "too-many-reads",
                both!(
                    "reads more than {} things",
                    "leest meer dan {} dingen",
                    self.compiled.limits.reads
                ),
            ));
        }
        let options = lock(&self.space).options(&self.compiled, self.node, read, path.care)?;
        let first = options.into_iter().next().ok_or(Trouble::Missing)?;
        path.care = first.within;
        Ok(first.answer)
    }
}
