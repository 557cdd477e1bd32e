//! A run of a scorer, told line by line.

use serde_json::{Value as Json, json};
use toets_evaluate::{ReadStep, Value};
use toets_model::{Index, Language, NodeId, ScaleId, Sources, Study, Text};
use toets_plugin::{Answer, Judgement, Outcome, ProvisionField, Read, Strength};
use toets_script::{Line, Stepped};

/// A run with its reads.
pub(super) struct Ran<'a> {
    pub(super) stepped: &'a Stepped,
    pub(super) steps: &'a [ReadStep],
}

/// A run, with what is needed to tell it.
pub(super) struct Told<'a> {
    pub(super) study: &'a Study,
    pub(super) sources: &'a Sources,
    pub(super) node: NodeId,
    pub(super) ran: &'a Ran<'a>,
    /// What the node may be here, worst to best.
    pub(super) possible: &'a [Value],
    pub(super) language: Language,
    /// Scenario and group.
    pub(super) cell: (&'a str, &'a str),
}

/// The words of the text, in one language.
struct Words {
    open: &'static str,
    judged: &'static str,
    left_open: &'static str,
    silent: &'static str,
    because: &'static str,
    cites: &'static str,
    possible: &'static str,
    more: &'static str,
    another: &'static str,
}

const NL: Words = Words {
    open: "hier open, ook mogelijk:",
    judged: "oordeel:",
    left_open: "blijft open tussen:",
    silent: "geeft geen oordeel",
    because: "omdat:",
    cites: "steunt op:",
    possible: "hier mogelijk:",
    more: "… en meer regels, die niet worden getoond",
    another: "een andere weg:",
};

const EN: Words = Words {
    open: "open here, also possible:",
    judged: "judgement:",
    left_open: "stays open between:",
    silent: "gives no judgement",
    because: "because:",
    cites: "rests on:",
    possible: "possible here:",
    more: "… and more lines, which are not shown",
    another: "another way:",
};

impl Told<'_> {
    fn others(&self, read: Read) -> &[Answer] {
        let step = self.ran.steps.iter().find(|step| step.read == read);
        step.map_or(&[], |step| &step.others)
    }

    fn place(&self, line: &Line) -> (String, usize) {
        (
            self.sources.file(line.span.file).path.to_string(),
            self.sources.position(line.span).0,
        )
    }

    /// For a person.
    pub(super) fn text(&self) -> String {
        let words = match self.language {
            Language::Nl => NL,
            Language::En => EN,
        };
        let stepped = self.ran.stepped;
        let (scenario, group) = self.cell;
        let mut out = format!("{}: {scenario} · {group}\n", self.study.nodes.name(self.node));
        let mut file = String::new();
        for line in &stepped.lines {
            let (path, number) = self.place(line);
            if path != file {
                out.push_str(&format!("\n{path}\n"));
                file = path;
            }
            let indent = "  ".repeat(line.depth);
            out.push_str(&format!("{number:>5}  {indent}{}\n", line.text));
            for (read, answer) in &line.reads {
                out.push_str(&format!(
                    "       {indent}    {} = {}",
                    self.read(*read),
                    self.answer(*read, answer)
                ));
                let others: Vec<String> = self.others(*read).iter().map(|o| self.answer(*read, o)).collect();
                if !others.is_empty() {
                    out.push_str(&format!("   ({} {})", words.open, others.join(", ")));
                }
                out.push('\n');
            }
            if let Some((name, value)) = &line.declared {
                out.push_str(&format!("       {indent}    {name}: {}\n", value.get(self.language)));
            }
        }
        if stepped.truncated {
            out.push_str(&format!("       {}\n", words.more));
        }
        if let Ok(judgement) = &stepped.result {
            out.push('\n');
            self.judgement(judgement, &words, &mut out);
        }
        if !self.possible.is_empty() {
            let levels: Vec<String> = self.possible.iter().map(|v| self.value(*v)).collect();
            out.push_str(&format!("{} {}\n", words.possible, levels.join(", ")));
        }
        if let Some(way) = self.another_way() {
            out.push_str(&format!("{} --where {way}\n", words.another));
        }
        out
    }

    fn judgement(&self, judgement: &Judgement, words: &Words, out: &mut String) {
        match &judgement.outcome {
            Outcome::Open(levels) => {
                let levels: Vec<String> = levels.iter().map(|l| self.value(Value::Level(*l))).collect();
                out.push_str(&format!("{} {}\n", words.left_open, levels.join(", ")));
            }
            Outcome::Level(level) => out.push_str(&format!("{} {}\n", words.judged, self.value(Value::Level(*level)))),
            Outcome::Number(number) => out.push_str(&format!("{} {number}\n", words.judged)),
            Outcome::Silent => out.push_str(&format!("{}\n", words.silent)),
        }
        for reason in &judgement.because {
            out.push_str(&format!("{} {}\n", words.because, reason.get(self.language)));
        }
        let cited = self.cited(judgement);
        if !cited.is_empty() {
            out.push_str(&format!("{} {}\n", words.cites, cited.join(", ")));
        }
    }

    /// What to assume for another way through the script, where a variable was open.
    fn another_way(&self) -> Option<String> {
        let open = self.ran.steps.iter().rev().find_map(|step| match step.read {
            Read::Variable(variable) => step.others.first().map(|other| (variable, step.read, other)),
            _ => None,
        });
        let (variable, read, other) = open?;
        Some(format!(
            "{}={}",
            self.study.variables.name(variable),
            self.answer(read, other)
        ))
    }

    fn cited(&self, judgement: &Judgement) -> Vec<String> {
        let provisions = judgement.cites.iter().map(|&p| self.study.provisions.name(p));
        let findings = judgement.findings.iter().map(|&f| self.study.findings.name(f));
        provisions.chain(findings).map(str::to_owned).collect()
    }

    /// For a program.
    pub(super) fn json(&self) -> String {
        let stepped = self.ran.stepped;
        let lines: Vec<Json> = stepped.lines.iter().map(|line| self.json_line(line)).collect();
        let result = match &stepped.result {
            Ok(judgement) => self.json_judgement(judgement),
            Err(_) => Json::Null,
        };
        let value = json!({
            "schema": 1,
            "study": self.study.id,
            "node": self.study.nodes.name(self.node),
            "scenario": self.cell.0,
            "group": self.cell.1,
            "lines": lines,
            "truncated": stepped.truncated,
            "result": result,
            "possible": self.possible.iter().map(|v| self.json_value(*v)).collect::<Vec<_>>(),
        });
        format!("{value:#}\n")
    }

    fn json_line(&self, line: &Line) -> Json {
        let (file, number) = self.place(line);
        let reads: Vec<Json> = line
            .reads
            .iter()
            .map(|(read, answer)| {
                let others = self.others(*read).iter().map(|o| self.answer(*read, o));
                json!({
                    "read": self.read(*read),
                    "answer": self.answer(*read, answer),
                    "others": others.collect::<Vec<_>>(),
                })
            })
            .collect();
        let declared = line.declared.as_ref();
        json!({
            "file": file,
            "line": number,
            "depth": line.depth,
            "text": line.text,
            "reads": reads,
            "declared": declared.map(|(name, value)| json!({ "name": name, "value": &**value })),
        })
    }

    fn json_judgement(&self, judgement: &Judgement) -> Json {
        let text = |t: &Text| json!({ "nl": t.nl, "en": t.en });
        let mut result = json!({});
        match &judgement.outcome {
            Outcome::Level(level) => result["level"] = self.json_value(Value::Level(*level)),
            Outcome::Number(number) => result["number"] = json!(number),
            Outcome::Open(levels) => {
                let levels = levels.iter().map(|l| self.json_value(Value::Level(*l)));
                result["open"] = Json::Array(levels.collect());
            }
            Outcome::Silent => result["silent"] = json!(true),
        }
        result["because"] = Json::Array(judgement.because.iter().map(text).collect());
        result["cites"] = json!(self.cited(judgement));
        result
    }

    fn json_value(&self, value: Value) -> Json {
        match value {
            Value::Number(number) => json!(number),
            Value::Level(_) => json!(self.value(value)),
        }
    }

    fn value(&self, value: Value) -> String {
        match value {
            Value::Level(level) => self.level(self.study.nodes[self.node].scale, level.to_usize()),
            Value::Number(number) => number.to_string(),
        }
    }

    fn level(&self, scale: ScaleId, level: usize) -> String {
        let levels = self.study.scales[scale].levels();
        levels.get(level).map_or_else(|| "?".to_owned(), |l| l.id.to_string())
    }

    /// What was read, as a script writes it.
    fn read(&self, read: Read) -> String {
        let study = self.study;
        match read {
            Read::Variable(variable) => format!("cell.{}", study.variables.name(variable)),
            Read::Node(node) => format!("cell.node(\"{}\")", study.nodes.name(node)),
            Read::Applies(node) => format!("cell.applies(\"{}\")", study.nodes.name(node)),
            Read::Finding(finding) => format!("finding {}", study.findings.name(finding)),
            Read::Evidence => "cell.evidence()".to_owned(),
            Read::Strongest(Strength::For) => "cell.strongest(\"+\")".to_owned(),
            Read::Strongest(Strength::Against) => "cell.strongest(\"-\")".to_owned(),
            Read::Provision(provision, field) => {
                let field = match field {
                    ProvisionField::InForce => "in_force",
                    ProvisionField::Article => "article",
                    ProvisionField::Kind => "kind",
                    ProvisionField::ValidFrom => "valid_from",
                    ProvisionField::ValidTo => "valid_to",
                    ProvisionField::Verified => "verified",
                    ProvisionField::Version => "version",
                    ProvisionField::Subject => "subject",
                    ProvisionField::Paraphrase => "paraphrase",
                };
                format!("cell.provision(\"{}\").{field}", study.provisions.name(provision))
            }
            Read::AsOf => "cell.as_of".to_owned(),
        }
    }

    /// What it gave, as the study writes it.
    fn answer(&self, read: Read, answer: &Answer) -> String {
        match (read, answer) {
            (Read::Variable(variable), Answer::Value(value)) => {
                self.study.variables[variable].domain.value_name(*value).to_string()
            }
            (Read::Node(node), Answer::Level(level)) => self.level(self.study.nodes[node].scale, level.to_usize()),
            (_, Answer::Level(level)) => self.value(Value::Level(*level)),
            (_, Answer::Interval(low, high)) if low == high => low.get().to_string(),
            (_, Answer::Interval(low, high)) => format!("{}..{}", low.get(), high.get()),
            (_, Answer::Number(number)) => number.get().to_string(),
            (Read::Finding(_), Answer::Yes) => "applies".to_owned(),
            (Read::Finding(_), Answer::No) => "does not apply".to_owned(),
            (
                Read::Provision(
                    _,
                    ProvisionField::ValidFrom
                    | ProvisionField::ValidTo
                    | ProvisionField::Subject
                    | ProvisionField::Paraphrase,
                ),
                Answer::No,
            ) => "-".to_owned(),
            (_, Answer::Yes) => "true".to_owned(),
            (_, Answer::No) => "false".to_owned(),
            (_, Answer::Text(text)) => text.to_string(),
            (_, Answer::Words(text)) => text.get(toets_model::Language::En).to_owned(),
            (_, Answer::Day(day)) => day.to_string(),
            (_, Answer::NotApplicable) => "does not apply".to_owned(),
            (_, Answer::Value(_)) => "?".to_owned(),
        }
    }
}
