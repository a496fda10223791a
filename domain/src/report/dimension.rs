//! By what conversations are grouped (spec 13.2).

use super::{Handler, LanguageTag};
use crate::conversation::Outcome;
use crate::country::Country;
use crate::day::Day;
use crate::id::{ChannelId, ChatbotId, ExpertiseId, TagId, UserId};
use crate::rating::Face;
use crate::time::{DAY_MS, HOUR_MS};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// By what conversations are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The hour in which they began.
    Hour,
    /// The day on which they began.
    Day,
    /// The week.
    Week,
    /// The month.
    Month,
    /// The quarter of a year.
    Quarter,
    /// The year.
    Year,
    /// The day of the week.
    Weekday,
    /// The hour of the day.
    HourOfDay,
    /// The channel.
    Channel,
    /// The operator whose they count as.
    Operator,
    /// The chatbot that they began with.
    Chatbot,
    /// Who handled them.
    Handler,
    /// How they were rated.
    Rating,
    /// How they went.
    Outcome,
    /// Where the visitor was.
    Country,
    /// The visitor's language.
    Language,
    /// What they are about.
    Tag,
    /// What who answers should know about.
    Expertise,
}

impl Dimension {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 18] = [
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Weekday,
        Self::HourOfDay,
        Self::Channel,
        Self::Operator,
        Self::Chatbot,
        Self::Handler,
        Self::Rating,
        Self::Outcome,
        Self::Country,
        Self::Language,
        Self::Tag,
        Self::Expertise,
    ];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Weekday => "weekday",
            Self::HourOfDay => "hour_of_day",
            Self::Channel => "channel",
            Self::Operator => "operator",
            Self::Chatbot => "chatbot",
            Self::Handler => "handler",
            Self::Rating => "rating",
            Self::Outcome => "outcome",
            Self::Country => "country",
            Self::Language => "language",
            Self::Tag => "tag",
            Self::Expertise => "expertise",
        }
    }

    /// The dimension of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|dimension| dimension.word() == word)
    }

    /// How long the stretches of wall clock are that it needs told apart; `None` if it is none of time.
    pub fn grain_ms(self) -> Option<i64> {
        match self {
            Self::Hour | Self::HourOfDay => Some(HOUR_MS),
            Self::Day | Self::Week | Self::Month | Self::Quarter | Self::Year | Self::Weekday => {
                Some(DAY_MS)
            }
            _ => None,
        }
    }

    /// Whether a conversation can stand in several of its groups, so that these make up more than there is.
    pub fn overlaps(self) -> bool {
        matches!(self, Self::Tag | Self::Expertise)
    }

    /// Whether its groups follow one another in time, so that a line may join them.
    pub fn is_course(self) -> bool {
        self.grain_ms().is_some()
    }
}

/// A group of one dimension; in this order groups are shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// A number in its order: an hour since 1970 by the wall clock, an hour of the day, a weekday counted from the first of a week.
    Number(i64),
    /// The first day of a day, week, month, quarter or year, counted from 1970-01-01.
    Day(i64),
    /// A channel.
    Channel(ChannelId),
    /// An operator.
    Operator(UserId),
    /// A tag.
    Tag(TagId),
    /// An expertise.
    Expertise(ExpertiseId),
    /// A chatbot.
    Chatbot(ChatbotId),
    /// Who handled it.
    Handler(Handler),
    /// A rating, the happiest first.
    Rating(Reverse<Face>),
    /// An outcome.
    Outcome(Outcome),
    /// A country.
    Country(Country),
    /// A language tag, in small letters.
    Language(String),
    /// What has none.
    None,
}

impl Key {
    /// The word in an address; with its dimension, it says all of the group.
    pub fn word(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Day(day) => Day(*day).to_string(),
            Self::Channel(channel) => channel.to_string(),
            Self::Operator(operator) => operator.to_string(),
            Self::Tag(tag) => tag.to_string(),
            Self::Expertise(expertise) => expertise.to_string(),
            Self::Chatbot(chatbot) => chatbot.to_string(),
            Self::Handler(handler) => handler.word().to_owned(),
            Self::Rating(Reverse(face)) => face.value().to_string(),
            Self::Outcome(outcome) => outcome.word().to_owned(),
            Self::Country(country) => country.code().to_owned(),
            Self::Language(tag) => tag.clone(),
            Self::None => "none".to_owned(),
        }
    }

    /// The group of a dimension that a word stands for.
    pub fn of_word(dimension: Dimension, word: &str) -> Option<Self> {
        if word == "none" {
            return Some(Self::None);
        }
        match dimension {
            Dimension::Hour | Dimension::Weekday | Dimension::HourOfDay => {
                word.parse().ok().map(Self::Number)
            }
            Dimension::Day
            | Dimension::Week
            | Dimension::Month
            | Dimension::Quarter
            | Dimension::Year => Day::parse(word).map(|day| Self::Day(day.0)),
            Dimension::Channel => word.parse().ok().map(Self::Channel),
            Dimension::Operator => word.parse().ok().map(Self::Operator),
            Dimension::Chatbot => word.parse().ok().map(Self::Chatbot),
            Dimension::Tag => word.parse().ok().map(Self::Tag),
            Dimension::Expertise => word.parse().ok().map(Self::Expertise),
            Dimension::Handler => Handler::of_word(word).map(Self::Handler),
            Dimension::Rating => {
                let face = Face::of_value(word.parse().ok()?)?;
                Some(Self::Rating(Reverse(face)))
            }
            Dimension::Outcome => Outcome::of_word(word).map(Self::Outcome),
            Dimension::Country => Country::parse(word).map(Self::Country),
            Dimension::Language => {
                let tag = LanguageTag::read(word)?;
                Some(Self::Language(tag.text().to_owned()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn every_dimension_has_a_word_of_its_own_and_the_same_in_json() {
        for dimension in Dimension::ALL {
            assert_eq!(Dimension::of_word(dimension.word()), Some(dimension));
            let json = serde_json::to_string(&dimension).unwrap();
            assert_eq!(json, format!("\"{}\"", dimension.word()));
        }
        assert_eq!(Dimension::of_word("moon"), None);
    }

    #[test]
    fn a_group_is_read_as_it_is_written() {
        let id = Uuid::from_u128(7);
        let table = [
            (Dimension::Hour, Key::Number(500_001)),
            (Dimension::Day, Key::Day(20_000)),
            (Dimension::Week, Key::Day(20_000)),
            (Dimension::Month, Key::Day(20_000)),
            (Dimension::Quarter, Key::Day(20_000)),
            (Dimension::Year, Key::Day(20_000)),
            (Dimension::Weekday, Key::Number(6)),
            (Dimension::HourOfDay, Key::Number(23)),
            (Dimension::Channel, Key::Channel(ChannelId(id))),
            (Dimension::Operator, Key::Operator(UserId(id))),
            (Dimension::Chatbot, Key::Chatbot(ChatbotId(id))),
            (Dimension::Handler, Key::Handler(Handler::Bot)),
            (Dimension::Rating, Key::Rating(Reverse(Face::Okay))),
            (Dimension::Outcome, Key::Outcome(Outcome::NoAnswer)),
            (
                Dimension::Country,
                Key::Country(Country::parse("FR").unwrap()),
            ),
            (Dimension::Language, Key::Language("pt-br".to_owned())),
            (Dimension::Tag, Key::Tag(TagId(id))),
            (Dimension::Expertise, Key::Expertise(ExpertiseId(id))),
        ];
        assert_eq!(table.each_ref().map(|(of, _)| *of), Dimension::ALL);
        for (dimension, key) in table {
            for key in [key, Key::None] {
                let word = key.word();
                let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
                assert!(word.chars().all(is_plain), "{word}");
                assert_eq!(Key::of_word(dimension, &word), Some(key));
            }
            assert_eq!(Key::of_word(dimension, "no, thing"), None);
        }
    }

    #[test]
    fn what_has_none_comes_last_and_the_happiest_first() {
        let rating = |face| Key::Rating(Reverse(face));
        let mut keys = [
            Key::None,
            rating(Face::Dissatisfied),
            rating(Face::Satisfied),
            rating(Face::Okay),
        ];
        keys.sort();
        let expected = [Face::Satisfied, Face::Okay, Face::Dissatisfied].map(rating);
        assert_eq!(keys[..3], expected);
        assert_eq!(keys[3], Key::None);
    }
}
