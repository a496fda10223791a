//! Rules: where and how a channel's button shows (spec 4). Server and tester ask the same function.

mod draft;
mod pattern;

pub use draft::RuleDraft;
pub use pattern::{Address, Pattern};

use crate::country::Country;
use crate::id::{ChatbotId, RuleId};
use serde::{Deserialize, Serialize};

/// What a rule does with the button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// *Show*.
    #[default]
    Show,
    /// *Show with notification*: a bubble beside the button.
    ShowWithNotification,
    /// *Open automatically* after the rule's timer.
    OpenAutomatically {
        /// Seconds from the page's loading.
        after_seconds: u32,
    },
    /// *Hide*.
    Hide,
}

/// Which state of the operators a rule's chatbot asks for (spec 4.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatorCondition {
    /// It answers always.
    #[default]
    Always,
    /// It answers only if no operator is available.
    OnlyIfNoOperator,
    /// It answers only if an operator is available.
    OnlyIfAnOperator,
}

/// The chatbot of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RuleChatbot {
    /// Which.
    pub id: ChatbotId,
    /// When it answers.
    pub condition: OperatorCondition,
}

/// A rule of a channel.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rule {
    /// Which.
    pub id: RuleId,
    /// What it does with the button.
    pub action: Action,
    /// Who answers first.
    pub chatbot: Option<RuleChatbot>,
    /// *URL Regex*; empty matches every page.
    pub url_pattern: String,
    /// *Country*; empty means wherever the visitor is.
    pub countries: Vec<Country>,
}

/// A rule with the name of its channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelRule {
    /// What the channel is called.
    pub channel: String,
    /// The rule.
    pub rule: Rule,
}

/// A page that is looked at, as far as rules ask.
#[derive(Clone, Debug)]
pub struct Visit<'v> {
    /// The page.
    pub address: Address<'v>,
    /// Where the visitor is, if it is known.
    pub country: Option<Country>,
    /// Whether an operator of the channel is available (spec 5.3).
    pub is_operator_available: bool,
    /// The chatbots that can answer: not put away, and with at least one step.
    pub usable_chatbots: &'v [ChatbotId],
}

/// Why a rule was chosen or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It decides.
    Chosen,
    /// It would pass, but another comes first.
    ComesLater,
    /// It is for other countries.
    OtherCountry,
    /// It is for some countries, and the visitor's is not known.
    UnknownCountry,
    /// Its expression is not found in the address.
    OtherPage,
    /// Its chatbot was put away or has no steps.
    ChatbotUnusable,
    /// Its chatbot answers only while no operator is available, and one is.
    OperatorAvailable,
    /// Its chatbot answers only while an operator is available, and none is.
    NoOperatorAvailable,
}

/// The rules of a channel in their order, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Rules(Vec<Ready>);

#[derive(Clone, Debug)]
struct Ready {
    rule: Rule,
    /// `None` matches every page.
    pattern: Option<Pattern>,
}

impl Rules {
    /// These rules, in their order. A rule whose expression cannot be used is left out; none such can be stored.
    pub fn new(rules: Vec<Rule>) -> Self {
        let ready = rules.into_iter().filter_map(|rule| {
            let pattern = Pattern::parse(&rule.url_pattern).ok()?;
            Some(Ready { rule, pattern })
        });
        Self(ready.collect())
    }

    /// Whether any of them has a chatbot.
    pub fn name_a_chatbot(&self) -> bool {
        self.0.iter().any(|ready| ready.rule.chatbot.is_some())
    }

    /// The rule that decides about a visit; `None` means *Show* without a chatbot (spec 4.6).
    pub fn choose(&self, visit: &Visit<'_>) -> Option<&Rule> {
        self.in_order(visit.country)
            .find(|ready| ready.passes(visit).is_ok())
            .map(|ready| &ready.rule)
    }

    /// Each rule, in its place in the list, and why it was chosen or not (spec 4.10).
    pub fn explain(&self, visit: &Visit<'_>) -> Vec<(RuleId, Verdict)> {
        let chosen = self.choose(visit).map(|rule| rule.id);
        self.0
            .iter()
            .map(|ready| {
                let verdict = match ready.passes(visit) {
                    Ok(()) if chosen == Some(ready.rule.id) => Verdict::Chosen,
                    Ok(()) => Verdict::ComesLater,
                    Err(reason) => reason,
                };
                (ready.rule.id, verdict)
            })
            .collect()
    }

    /// Those of the visitor's country first, if it is known, then those of no country (spec 4.4).
    fn in_order(&self, country: Option<Country>) -> impl Iterator<Item = &Ready> {
        let of_country = self.0.iter().filter(move |ready| {
            country.is_some_and(|country| ready.rule.countries.contains(&country))
        });
        let of_none = self
            .0
            .iter()
            .filter(|ready| ready.rule.countries.is_empty());
        of_country.chain(of_none)
    }
}

impl Rule {
    /// Whether it shows a button behind which its chatbot meets visitors from there, on the pages that it is for and where no other
    /// rule comes first (spec 4.2).
    pub fn offers_its_chatbot(
        &self,
        country: Option<Country>,
        is_operator_available: bool,
    ) -> bool {
        let answers = |chatbot: RuleChatbot| chatbot.answers(is_operator_available).is_ok();
        self.action != Action::Hide
            && self.is_for(country).is_ok()
            && self.chatbot.is_some_and(answers)
    }

    fn is_for(&self, country: Option<Country>) -> Result<(), Verdict> {
        match country {
            _ if self.countries.is_empty() => Ok(()),
            None => Err(Verdict::UnknownCountry),
            Some(country) if self.countries.contains(&country) => Ok(()),
            Some(_) => Err(Verdict::OtherCountry),
        }
    }
}

impl RuleChatbot {
    fn answers(self, is_operator_available: bool) -> Result<(), Verdict> {
        match (self.condition, is_operator_available) {
            (OperatorCondition::OnlyIfNoOperator, true) => Err(Verdict::OperatorAvailable),
            (OperatorCondition::OnlyIfAnOperator, false) => Err(Verdict::NoOperatorAvailable),
            _ => Ok(()),
        }
    }
}

impl Ready {
    fn passes(&self, visit: &Visit<'_>) -> Result<(), Verdict> {
        self.rule.is_for(visit.country)?;
        let pattern = self.pattern.as_ref();
        if pattern.is_some_and(|pattern| !pattern.matches(&visit.address)) {
            return Err(Verdict::OtherPage);
        }
        let Some(chatbot) = self.rule.chatbot else {
            return Ok(());
        };
        if !visit.usable_chatbots.contains(&chatbot.id) {
            return Err(Verdict::ChatbotUnusable);
        }
        chatbot.answers(visit.is_operator_available)
    }
}

#[cfg(test)]
mod tests;
