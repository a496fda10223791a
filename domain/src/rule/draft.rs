//! A rule's form as it was filled in, and what is wrong with it (spec 4.2).

use super::{Action, Pattern, RuleChatbot};
use crate::country::Country;
use crate::limit;
use crate::problem::{Fault, Problem};
use serde::{Deserialize, Serialize};

/// What a form says of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleDraft {
    /// What it does with the button.
    pub action: Action,
    /// Who answers first.
    pub chatbot: Option<RuleChatbot>,
    /// *URL Regex*.
    pub url_pattern: String,
    /// *Country*.
    pub countries: Vec<Country>,
}

impl RuleDraft {
    /// The form as it is stored.
    ///
    /// # Errors
    /// Everything that is wrong with it, by field.
    pub fn check(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let pattern = std::mem::take(&mut self.url_pattern);
        pattern.trim().clone_into(&mut self.url_pattern);
        if let Err(fault) = Pattern::parse(&self.url_pattern) {
            problems.push(Problem::new("url_pattern", fault));
        }
        if let Action::OpenAutomatically { after_seconds } = self.action
            && after_seconds > limit::OPENS_AFTER_SECONDS
        {
            let (least, most) = (0, i64::from(limit::OPENS_AFTER_SECONDS));
            let fault = Fault::OutOfRange { least, most };
            problems.push(Problem::new("after_seconds", fault));
        }
        self.countries.sort();
        self.countries.dedup();
        if problems.is_empty() {
            Ok(self)
        } else {
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_timer_ends_with_a_day() {
        for (after_seconds, is_fine) in [
            (0, true),
            (limit::OPENS_AFTER_SECONDS, true),
            (limit::OPENS_AFTER_SECONDS + 1, false),
        ] {
            let draft = RuleDraft {
                action: Action::OpenAutomatically { after_seconds },
                ..RuleDraft::default()
            };
            assert_eq!(draft.check().is_ok(), is_fine, "{after_seconds}");
        }
    }

    #[test]
    fn a_wrong_expression_is_told_at_its_field() {
        let draft = RuleDraft {
            url_pattern: " /shop( ".to_owned(),
            ..RuleDraft::default()
        };
        let expected = Problem::new("url_pattern", Fault::NotAPattern { at: 6 });
        assert_eq!(draft.check(), Err(vec![expected]));
    }
}
