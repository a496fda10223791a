//! Which conversations are sought: the words, and what is known of them besides (spec 8.9).

use crate::conversation::Status;
use crate::report;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// It goes on.
    Open,
    /// It goes on, with this status.
    Status(Status),
    /// It is over.
    Ended,
}

impl Stand {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::Status(Status::InProgress),
        Self::Status(Status::WaitingForCustomer),
        Self::Status(Status::LookingForHelp),
        Self::Ended,
    ];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Status(status) => status.word(),
            Self::Ended => "ended",
        }
    }

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

/// What the server is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// The words, as they were typed.
    pub words: String,
    /// What is asked of every list of conversations.
    pub asked: report::Asked,
    /// Only those that stand so.
    pub stand: Option<Stand>,
}

/// The same as it stands in the address of the page: days instead of points in time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// `q`.
    pub words: String,
    /// The fields that the list of all conversations has as well.
    pub report: report::Filter,
    /// `status`.
    pub stand: Option<Stand>,
}

impl Filter {
    /// Reads the fields by their names; what is empty is not asked for.
    ///
    /// # Errors
    /// The name of the first field that says nothing that there is.
    pub fn read(field: impl Fn(&'static str) -> Option<String>) -> Result<Self, &'static str> {
        let told = |name| field(name).filter(|text: &String| !text.is_empty());
        let stand = told("status").map(|word| Stand::of_word(&word).ok_or("status"));
        Ok(Self {
            words: field("q").unwrap_or_default(),
            report: report::Filter::read(&field).map_err(|unknown| unknown.field)?,
            stand: stand.transpose()?,
        })
    }

    /// The fields that are asked for, with their names; the words always, so that the address says that something is sought.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = vec![("q", self.words.clone())];
        fields.extend(self.stand.map(|stand| ("status", stand.word().to_owned())));
        fields.extend(self.report.fields());
        fields
    }

    /// Whether nothing but words is asked for.
    pub fn is_unfiltered(&self) -> bool {
        let words = self.words.clone();
        *self
            == Self {
                words,
                ..Self::default()
            }
    }

    /// What that is for the server, at a place whose wall clock is ahead of UTC by `offset_ms` at a given time and shows what
    /// those of this time zone do.
    pub fn wanted(&self, offset_ms: impl Fn(Timestamp) -> i64, zone: &str) -> Wanted {
        Wanted {
            words: self.words.clone(),
            asked: self.report.asked(offset_ms).in_zone(zone),
            stand: self.stand,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Outcome;
    use crate::id::TagId;
    use uuid::Uuid;

    fn read(fields: &[(&'static str, String)]) -> Result<Filter, &'static str> {
        Filter::read(|name| {
            let found = fields.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn a_filter_is_read_as_it_is_written() {
        for stand in Stand::ALL {
            let filter = Filter {
                words: "été & tea=1".to_owned(),
                report: report::Filter {
                    outcome: Some(report::Which::Is(Outcome::Success)),
                    tag: Some(report::Which::Is(TagId(Uuid::from_u128(7)))),
                    ..report::Filter::default()
                },
                stand: Some(stand),
            };
            assert_eq!(read(&filter.fields()), Ok(filter));
        }
        assert_eq!(read(&Filter::default().fields()), Ok(Filter::default()));
    }

    #[test]
    fn what_is_not_there_is_named() {
        for (name, value) in [("status", "great"), ("tag", "1"), ("outcome", "open")] {
            assert_eq!(read(&[(name, value.to_owned())]), Err(name), "{value}");
        }
    }

    #[test]
    fn words_alone_are_no_filter() {
        let words = |words: &str| Filter {
            words: words.to_owned(),
            ..Filter::default()
        };
        assert!(words("tea").is_unfiltered());
        let ended = Filter {
            stand: Some(Stand::Ended),
            ..words("tea")
        };
        assert!(!ended.is_unfiltered());
    }
}
