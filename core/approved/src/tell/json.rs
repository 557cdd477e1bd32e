//! What moved, for programs.

use serde_json::{Value as Json, json};
use toets_question::{ChangeKind, How, InputChange, Move, Moved, Moving};

/// What moved and why, as JSON: `moves` and `changes`. Where it was not kept what results rested on then (`causes_known`),
/// `because` is `null`.
pub fn json(moved: &Moved, causes_known: bool) -> Json {
    let moves: Vec<Json> = moved
        .moves
        .iter()
        .map(|one| of_move(moved, one, causes_known))
        .collect();
    let changes: Vec<Json> = moved.changes.iter().map(of_change).collect();
    json!({ "moves": moves, "changes": if causes_known { Json::from(changes) } else { Json::Null } })
}

fn of_move(moved: &Moved, one: &Move, causes_known: bool) -> Json {
    let mut it = match &one.what {
        Moving::Cell(cell) => json!({ "what": "cell", "scenario": cell.scenario, "group": cell.group }),
        Moving::Node(cell, node) => {
            json!({ "what": "node", "scenario": cell.scenario, "group": cell.group, "node": node })
        }
        Moving::Conclusion(id) => json!({ "what": "conclusion", "conclusion": id }),
        Moving::Comparison(id) => json!({ "what": "comparison", "finding": id }),
    };
    let (how, more) = match &one.how {
        How::Appeared => ("appeared", Vec::new()),
        How::Disappeared => ("disappeared", Vec::new()),
        How::Levels { from, to } => ("levels", vec![("from", json!(from)), ("to", json!(to))]),
        How::Conditions => ("conditions", Vec::new()),
        How::Grounds => ("grounds", Vec::new()),
        How::Status { from, to } => ("status", vec![("from", json!(from)), ("to", json!(to))]),
        How::DecidedBy { from, to } => ("decided_by", vec![("from", json!(from)), ("to", json!(to))]),
        How::Cells(cells) => {
            let cells = cells.iter().map(
                |one| json!({ "scenario": one.cell.scenario, "group": one.cell.group, "from": one.from, "to": one.to }),
            );
            ("cells", vec![("cells", cells.collect())])
        }
    };
    it["how"] = how.into();
    for (key, value) in more {
        it[key] = value;
    }
    let because = one
        .because
        .iter()
        .filter_map(|&n| moved.changes.get(n))
        .map(|change| change.key.to_string());
    it["because"] = match causes_known {
        true => because.collect::<Vec<_>>().into(),
        false => Json::Null,
    };
    it["through"] = json!(one.through);
    it
}

fn of_change(change: &InputChange) -> Json {
    let how = match change.kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
    };
    let aspects: Vec<Json> = change
        .aspects
        .iter()
        .map(|one| json!({ "aspect": one.aspect, "from": one.from, "to": one.to }))
        .collect();
    json!({ "input": change.key.to_string(), "how": how, "aspects": aspects })
}
