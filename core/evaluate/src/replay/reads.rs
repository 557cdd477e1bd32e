//! What scorers read: what it is called, and how a fixed value answers.

use toets_model::{Domain, Fixed, Study};
use toets_plugin::{Answer, Number, Read, Strength};

/// The name of what a scorer reads, for people.
pub fn read_name(study: &Study, read: Read) -> String {
    match read {
        Read::Variable(variable) => study.variables.name(variable).to_owned(),
        Read::Node(node) | Read::Applies(node) => study.nodes.name(node).to_owned(),
        Read::Finding(finding) => study.findings.name(finding).to_owned(),
        Read::Evidence => "evidence()".to_owned(),
        Read::Strongest(Strength::For) => "strongest(\"+\")".to_owned(),
        Read::Strongest(Strength::Against) => "strongest(\"-\")".to_owned(),
        Read::Provision(provision, _) => study.provisions.name(provision).to_owned(),
        Read::AsOf => "as_of".to_owned(),
    }
}

pub(crate) fn answer_of(fixed: Fixed, domain: &Domain) -> Answer {
    match fixed {
        Fixed::Number(number) => Answer::Interval(Number::new(number), Number::new(number)),
        Fixed::Value(value) => match domain.interval(value) {
            Some((low, high)) => Answer::Interval(Number::new(low), Number::new(high)),
            None => Answer::Value(value),
        },
    }
}
