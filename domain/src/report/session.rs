//! *Sessions History* (spec 13.1): which conversations are listed, and what their rows say.

use super::Fact;
use crate::conversation::Outcome;
use crate::country::Country;
use crate::day::Day;
use crate::id::{ChannelId, ChatbotId, ConversationId, ExpertiseId, TagId, UserId};
use crate::rating::Face;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A place among sessions: newest first, of those that began at once the higher id first.
pub type Place = (Timestamp, ConversationId);

/// Above the first session.
pub const TOP: Place = (Timestamp(i64::MAX), ConversationId(Uuid::max()));

/// A session as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What is counted of it.
    pub fact: Fact,
    /// What operators call the visitor; `None` if the conversation was erased, and only its figures are left.
    pub visitor_name: Option<String>,
}

impl Session {
    /// Where it stands.
    pub fn place(&self) -> Place {
        (self.fact.started_at, self.fact.conversation)
    }
}

/// A page of sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sessions {
    /// Newest first.
    pub rows: Vec<Session>,
    /// Where the page ends, if there are more.
    pub older_than: Option<Place>,
}

/// The sessions before and after one, in the order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// The one above it, which is newer.
    pub newer: Option<ConversationId>,
    /// The one below it.
    pub older: Option<ConversationId>,
}

/// Which ratings are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rated {
    /// Rated, however.
    Any,
    /// Not rated.
    Not,
    /// Rated so.
    As(Face),
}

impl Rated {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Any,
        Self::As(Face::Satisfied),
        Self::As(Face::Okay),
        Self::As(Face::Dissatisfied),
        Self::Not,
    ];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Not => "none",
            Self::As(Face::Satisfied) => "5",
            Self::As(Face::Okay) => "3",
            Self::As(Face::Dissatisfied) => "1",
        }
    }

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }

    /// The least and the most value that are asked for, where 0 stands for no rating.
    pub fn values(self) -> (u8, u8) {
        match self {
            Self::Any => (1, 5),
            Self::Not => (0, 0),
            Self::As(face) => (face.value(), face.value()),
        }
    }
}

/// One of many, or those that have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which<T> {
    /// Those that have none.
    None,
    /// Those of this one.
    Is(T),
}

impl<T> Which<T> {
    /// The word that stands for none in an address.
    const NONE: &'static str = "none";

    /// The same of something else.
    pub fn map<U>(self, other: impl Fn(T) -> U) -> Which<U> {
        match self {
            Self::None => Which::None,
            Self::Is(one) => Which::Is(other(one)),
        }
    }

    fn read(word: &str, read: impl Fn(&str) -> Option<T>) -> Option<Self> {
        if word == Self::NONE {
            return Some(Self::None);
        }
        read(word).map(Self::Is)
    }

    /// The word in an address.
    pub fn word(&self, word: impl Fn(&T) -> String) -> String {
        match self {
            Self::None => Self::NONE.to_owned(),
            Self::Is(one) => word(one),
        }
    }
}

/// What the server is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Only in this channel.
    pub channel: Option<ChannelId>,
    /// Only those in which this operator ever was.
    pub operator: Option<UserId>,
    /// Only those that went so.
    pub outcome: Option<Outcome>,
    /// Only those that were rated so.
    pub rated: Option<Rated>,
    /// Only those that began then or later.
    pub since: Option<Timestamp>,
    /// Only those that began before then.
    pub until: Option<Timestamp>,
    /// Only those that count as this operator's: he wrote last, or else came last.
    #[serde(default)]
    pub counts_for: Option<Which<UserId>>,
    /// Only those from there.
    #[serde(default)]
    pub country: Option<Which<Country>>,
    /// Only those that began with this chatbot.
    #[serde(default)]
    pub chatbot: Option<Which<ChatbotId>>,
    /// Only those about this.
    #[serde(default)]
    pub tag: Option<Which<TagId>>,
    /// Only those that need somebody who knows about this.
    #[serde(default)]
    pub expertise: Option<Which<ExpertiseId>>,
}

/// The same as it stands in the address of the page: days instead of points in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// `channel`.
    pub channel: Option<ChannelId>,
    /// `operator`.
    pub operator: Option<UserId>,
    /// `outcome`.
    pub outcome: Option<Outcome>,
    /// `rating`.
    pub rated: Option<Rated>,
    /// `from`, the first day.
    pub from: Option<Day>,
    /// `to`, the last day.
    pub to: Option<Day>,
    /// `counts_for`.
    #[serde(default)]
    pub counts_for: Option<Which<UserId>>,
    /// `country`.
    #[serde(default)]
    pub country: Option<Which<Country>>,
    /// `chatbot`.
    #[serde(default)]
    pub chatbot: Option<Which<ChatbotId>>,
    /// `tag`.
    #[serde(default)]
    pub tag: Option<Which<TagId>>,
    /// `expertise`.
    #[serde(default)]
    pub expertise: Option<Which<ExpertiseId>>,
}

impl Filter {
    /// Reads the fields by their names; what is empty is not asked for.
    ///
    /// # Errors
    /// The name of the first field that says nothing that there is.
    pub fn read(field: impl Fn(&'static str) -> Option<String>) -> Result<Self, &'static str> {
        fn part<T>(
            name: &'static str,
            text: Option<String>,
            read: impl Fn(&str) -> Option<T>,
        ) -> Result<Option<T>, &'static str> {
            match text.filter(|text| !text.is_empty()) {
                None => Ok(None),
                Some(text) => read(&text).map(Some).ok_or(name),
            }
        }
        let filter = Self {
            channel: part("channel", field("channel"), |text| text.parse().ok())?,
            operator: part("operator", field("operator"), |text| text.parse().ok())?,
            outcome: part("outcome", field("outcome"), Outcome::of_word)?,
            rated: part("rating", field("rating"), Rated::of_word)?,
            from: part("from", field("from"), Day::parse)?,
            to: part("to", field("to"), Day::parse)?,
            counts_for: part("counts_for", field("counts_for"), |text| {
                Which::read(text, |text| text.parse().ok())
            })?,
            country: part("country", field("country"), |text| {
                Which::read(text, Country::parse)
            })?,
            chatbot: part("chatbot", field("chatbot"), |text| {
                Which::read(text, |text| text.parse().ok())
            })?,
            tag: part("tag", field("tag"), |text| {
                Which::read(text, |text| text.parse().ok())
            })?,
            expertise: part("expertise", field("expertise"), |text| {
                Which::read(text, |text| text.parse().ok())
            })?,
        };
        if filter
            .from
            .is_some_and(|from| filter.to.is_some_and(|to| to < from))
        {
            return Err("to");
        }
        Ok(filter)
    }

    /// The fields that are asked for, with their names.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let fields = [
            ("channel", self.channel.map(|id| id.to_string())),
            ("operator", self.operator.map(|id| id.to_string())),
            (
                "outcome",
                self.outcome.map(|outcome| outcome.word().to_owned()),
            ),
            ("rating", self.rated.map(|rated| rated.word().to_owned())),
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
            (
                "counts_for",
                self.counts_for.map(|which| which.word(UserId::to_string)),
            ),
            (
                "country",
                self.country
                    .map(|which| which.word(|country| country.code().to_owned())),
            ),
            (
                "chatbot",
                self.chatbot.map(|which| which.word(ChatbotId::to_string)),
            ),
            ("tag", self.tag.map(|which| which.word(TagId::to_string))),
            (
                "expertise",
                self.expertise
                    .map(|which| which.word(ExpertiseId::to_string)),
            ),
        ];
        let told = fields.into_iter();
        told.filter_map(|(name, value)| value.map(|value| (name, value)))
            .collect()
    }

    /// What that is for the server, at a place whose wall clock is ahead of UTC by `offset_ms` at a given time.
    pub fn asked(&self, offset_ms: impl Fn(Timestamp) -> i64) -> Asked {
        Asked {
            channel: self.channel,
            operator: self.operator,
            outcome: self.outcome,
            rated: self.rated,
            since: self.from.map(|day| day.begins(&offset_ms)),
            until: self.to.map(|day| day.next().begins(&offset_ms)),
            counts_for: self.counts_for,
            country: self.country,
            chatbot: self.chatbot,
            tag: self.tag,
            expertise: self.expertise,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{DAY_MS, HOUR_MS};

    fn read(fields: &[(&'static str, String)]) -> Result<Filter, &'static str> {
        Filter::read(|name| {
            let found = fields.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn a_filter_is_read_as_it_is_written() {
        let full = Filter {
            channel: Some(ChannelId(Uuid::from_u128(1))),
            operator: Some(UserId(Uuid::from_u128(2))),
            outcome: Some(Outcome::NoAnswer),
            rated: Some(Rated::As(Face::Okay)),
            from: Day::parse("2026-11-01"),
            to: Day::parse("2026-11-01"),
            counts_for: Some(Which::Is(UserId(Uuid::from_u128(3)))),
            country: Country::parse("FR").map(Which::Is),
            chatbot: Some(Which::Is(ChatbotId(Uuid::from_u128(4)))),
            tag: Some(Which::Is(TagId(Uuid::from_u128(5)))),
            expertise: Some(Which::Is(ExpertiseId(Uuid::from_u128(6)))),
        };
        let none = Filter {
            counts_for: Some(Which::None),
            country: Some(Which::None),
            chatbot: Some(Which::None),
            tag: Some(Which::None),
            expertise: Some(Which::None),
            ..Filter::default()
        };
        for filter in [Filter::default(), full, none] {
            assert_eq!(read(&filter.fields()), Ok(filter));
        }
        let rated = Rated::ALL.map(|rated| Filter {
            rated: Some(rated),
            ..Filter::default()
        });
        for filter in rated {
            assert_eq!(read(&filter.fields()), Ok(filter));
        }
        assert_eq!(read(&[("channel", String::new())]), Ok(Filter::default()));
    }

    #[test]
    fn what_is_not_there_is_named() {
        for (name, value) in [
            ("channel", "1"),
            ("operator", "mara"),
            ("outcome", "great"),
            ("rating", "6"),
            ("rating", "5.5"),
            ("from", "2026-02-30"),
            ("to", "yesterday"),
            ("counts_for", "mara"),
            ("country", "XX"),
            ("chatbot", "welcome"),
            ("tag", "refund"),
            ("expertise", "tea"),
        ] {
            assert_eq!(read(&[(name, value.to_owned())]), Err(name), "{value}");
        }
        let backwards = [
            ("from", "2026-11-02".to_owned()),
            ("to", "2026-11-01".to_owned()),
        ];
        assert_eq!(read(&backwards), Err("to"));
    }

    #[test]
    fn days_are_those_of_the_reader() {
        let filter = Filter {
            from: Day::parse("1970-01-02"),
            to: Day::parse("1970-01-02"),
            ..Filter::default()
        };
        let asked = filter.asked(|_| HOUR_MS);
        assert_eq!(asked.since, Some(Timestamp(DAY_MS - HOUR_MS)));
        assert_eq!(asked.until, Some(Timestamp(2 * DAY_MS - HOUR_MS)));
    }
}
