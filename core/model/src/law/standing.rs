//! How a provision stands on the day whose law counts, under the amendments that are in force.

use super::amendment::{AmendmentId, Operation};
use super::{Provision, ProvisionId};
use crate::date::Date;
use crate::study::Study;

/// How a provision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standing {
    /// Whether it is in force on the day whose law counts.
    pub in_force: bool,
    /// Which of its texts counts, or is nearest where none does.
    pub text: Text,
    /// The first day on which it is in force; none: since ever.
    pub valid_from: Option<Date>,
    /// The last day on which it is in force; none: until further notice.
    pub valid_to: Option<Date>,
}

/// A text of a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Text {
    /// The version at this place.
    Version(usize),
    /// What an amendment makes of it.
    Amended(AmendmentId),
}

impl Standing {
    /// How a provision stands without any amendment; one that an amendment adds is not in force.
    pub fn without_amendments(provision: &Provision, day: Option<Date>) -> Self {
        let there = day.is_none_or(|day| provision.in_force(day));
        Self {
            in_force: there && provision.added_by.is_none(),
            text: Text::Version(provision.nearest(day)),
            valid_from: provision.valid_from(),
            valid_to: provision.valid_to(),
        }
    }

    /// How it stands with one more amendment in force. Which one comes first does not matter, as long as they don't
    /// contradict each other.
    #[must_use]
    pub fn under(mut self, study: &Study, provision: ProvisionId, amendment: AmendmentId) -> Self {
        let (id, it) = (amendment, &study.amendments[amendment]);
        let of = &study.provisions[provision];
        if of.added_by == Some(id) {
            let there = study.as_of.is_none_or(|day| of.in_force(day));
            self.in_force = there && it.works_on(study.as_of);
        }
        let Some(target) = it.on(provision) else { return self };
        // For good: the provision has an earlier end. For a while: it is only not there on those days.
        if let (Operation::Repeal, Some(from), None) = (&target.operation, it.from, it.until) {
            let last = from.previous();
            self.valid_to = Some(self.valid_to.map_or(last, |to| to.min(last)));
        }
        if it.works_on(study.as_of) {
            match target.operation {
                Operation::Repeal | Operation::Suspend => self.in_force = false,
                Operation::Change { .. } => self.text = Text::Amended(id),
            }
        }
        self
    }
}

impl Study {
    /// How a provision stands on the day whose law counts (`as_of`; without one every provision is in force), where
    /// these amendments are in force.
    pub fn standing(&self, provision: ProvisionId, in_force: impl Fn(AmendmentId) -> bool) -> Standing {
        let start = Standing::without_amendments(&self.provisions[provision], self.as_of);
        let touching = self.touching(provision).into_iter();
        touching
            .filter(|&amendment| in_force(amendment))
            .fold(start, |standing, amendment| standing.under(self, provision, amendment))
    }

    /// The amendments that do something to a provision: the one that adds it first, the others in order of writing.
    pub fn touching(&self, provision: ProvisionId) -> Vec<AmendmentId> {
        let adding = self.provisions[provision].added_by;
        let changing = self.amendments.iter().filter(|(_, it)| it.on(provision).is_some());
        adding.into_iter().chain(changing.map(|(id, _)| id)).collect()
    }

    /// The name of a text of a provision, as scripts see it.
    pub fn text_name(&self, provision: ProvisionId, text: Text) -> &str {
        match text {
            Text::Version(n) => self.provisions[provision].versions.get(n).map_or("", |v| v.id.as_str()),
            Text::Amended(amendment) => match self.amendments[amendment].on(provision).map(|t| &t.operation) {
                Some(Operation::Change { version, .. }) => version,
                _ => "",
            },
        }
    }
}
