//! Which records a list shows; the address of the page says it.

use super::Stage;
use crate::id::TeamId;
use crate::problem::Fault;
use crate::search::Query;
use serde::{Deserialize, Serialize};

/// Which records are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordFilter<S> {
    /// `q`: a number or words.
    pub words: String,
    /// `state` or `stage`.
    pub stage: Option<S>,
    /// `team`.
    pub team: Option<TeamId>,
    /// `mine`: those that who asks works on.
    pub is_mine: bool,
}

impl<S> Default for RecordFilter<S> {
    fn default() -> Self {
        Self {
            words: String::new(),
            stage: None,
            team: None,
            is_mine: false,
        }
    }
}

impl<S: Stage> RecordFilter<S> {
    /// Reads the fields by their names; what is empty is not asked for.
    ///
    /// # Errors
    /// The name of the first field that says nothing that there is.
    pub fn read(field: impl Fn(&'static str) -> Option<String>) -> Result<Self, &'static str> {
        let told = |name| field(name).filter(|text: &String| !text.is_empty());
        let stage = told(S::FIELD).map(|word| S::of_word(&word).ok_or(S::FIELD));
        let team = told("team").map(|id| id.parse().map_err(|_| "team"));
        let is_mine = told("mine").map(|word| if word == "1" { Ok(true) } else { Err("mine") });
        Ok(Self {
            words: field("q").unwrap_or_default(),
            stage: stage.transpose()?,
            team: team.transpose()?,
            is_mine: is_mine.transpose()?.unwrap_or_default(),
        })
    }

    /// The fields that are asked for, with their names.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let words = Some(self.words.trim()).filter(|words| !words.is_empty());
        let fields = [
            ("q", words.map(str::to_owned)),
            (S::FIELD, self.stage.map(|stage| stage.word().to_owned())),
            ("team", self.team.map(|team| team.to_string())),
            ("mine", self.is_mine.then(|| "1".to_owned())),
        ];
        let told = fields.into_iter();
        told.filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}

/// What is sought among records: a number with its sign, words, or a number that may be a word as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The record of this number is found.
    pub number: Option<i64>,
    /// So are those with these words; a number with its sign is no word.
    pub query: Option<Query>,
}

impl Sought {
    /// What somebody typed; `None` where nothing is sought.
    ///
    /// # Errors
    /// As [`Query::parse`].
    pub fn parse(typed: &str) -> Result<Option<Self>, Fault> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let signed = typed.strip_prefix('#');
        let digits = signed.unwrap_or(typed);
        let is_number = digits.chars().all(|c| c.is_ascii_digit());
        let number = digits.parse().ok().filter(|_: &i64| is_number);
        let is_word = signed.is_none() || number.is_none();
        let query = Query::parse(typed)?;
        Ok(Some(Self {
            number,
            query: is_word.then_some(query),
        }))
    }

    /// Whether there is neither number nor word in it, so that no record can be meant.
    pub fn is_nothing(&self) -> bool {
        self.number.is_none() && self.query.as_ref().is_none_or(Query::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lead::LeadFilter;
    use crate::limit::QUERY_CHARACTERS;
    use crate::ticket::{TicketFilter, TicketState};
    use proptest::prelude::*;
    use uuid::Uuid;

    #[test]
    fn a_number_is_sought_with_and_without_its_sign() {
        let number = |typed| {
            Sought::parse(typed)
                .unwrap()
                .and_then(|sought| sought.number)
        };
        assert_eq!(number(" #12 "), Some(12));
        assert_eq!(number("012"), Some(12));
        for typed in [
            "12 mills",
            "mill",
            "-1",
            "+1",
            "##1",
            "#",
            "1.5",
            "99999999999999999999",
        ] {
            assert_eq!(number(typed), None, "{typed}");
        }
        let is_word = |typed| {
            let sought = Sought::parse(typed).unwrap();
            sought.is_some_and(|sought| sought.query.is_some())
        };
        assert!(
            !is_word("#12"),
            "who writes the sign means that record alone"
        );
        for typed in ["12", "#mill", "#1.5", "mill"] {
            assert!(is_word(typed), "{typed}");
        }
        assert_eq!(Sought::parse(" \n "), Ok(None));
        let is_nothing = |typed| {
            Sought::parse(typed)
                .unwrap()
                .map(|sought| sought.is_nothing())
        };
        assert_eq!(is_nothing("#*"), Some(true));
        assert_eq!(is_nothing("#1"), Some(false));
    }

    #[test]
    fn what_is_sought_is_not_too_long() {
        let most = "é".repeat(QUERY_CHARACTERS);
        assert!(Sought::parse(&most).is_ok());
        assert_eq!(
            Sought::parse(&format!("{most}é")),
            Err(Fault::TooLong {
                limit: QUERY_CHARACTERS
            })
        );
    }

    #[test]
    fn a_field_that_says_nothing_that_there_is_is_named() {
        for wrong in ["state", "team", "mine"] {
            let read = TicketFilter::read(|name| (name == wrong).then(|| "x".to_owned()));
            assert_eq!(read, Err(wrong));
        }
        let read = LeadFilter::read(|name| (name == "stage").then(|| "x".to_owned()));
        assert_eq!(read, Err("stage"));
        assert_eq!(
            TicketFilter::read(|_| Some(String::new())),
            Ok(TicketFilter::default())
        );
    }

    proptest! {
        #[test]
        fn an_address_says_what_was_asked_for(
            words in "[a-z]{0,9}", state in 0usize..5, team in proptest::option::of(any::<u128>()), is_mine in any::<bool>(),
        ) {
            let filter = TicketFilter {
                words,
                stage: TicketState::ALL.get(state).copied(),
                team: team.map(|id| TeamId(Uuid::from_u128(id))),
                is_mine,
            };
            let fields = filter.fields();
            let read = TicketFilter::read(|name| {
                let found = fields.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| value.clone())
            });
            prop_assert_eq!(read, Ok(filter));
        }
    }
}
