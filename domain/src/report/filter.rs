//! Which conversations are listed and counted (spec 13.1, 13.2): what an address says of it, and what the server is asked for.

use super::which::which;
use super::{Handler, Hour, HourOfDay, LanguageTag, Rated, Unknown, Weekday, Which, ZoneName};
use crate::conversation::Outcome;
use crate::country::Country;
use crate::day::Day;
use crate::id::{ChannelId, ChatbotId, ExpertiseId, TagId, UserId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What the server is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Only in this channel.
    pub channel: Option<ChannelId>,
    /// Only those in which this operator ever was.
    #[serde(default, deserialize_with = "which")]
    pub operator: Option<Which<UserId>>,
    /// Only those that went so, or still go on.
    #[serde(default, deserialize_with = "which")]
    pub outcome: Option<Which<Outcome>>,
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
    /// Only those that were handled so.
    #[serde(default)]
    pub handler: Option<Which<Handler>>,
    /// Only those in this language.
    #[serde(default)]
    pub language: Option<Which<LanguageTag>>,
    /// Only those that began on this day of the week.
    #[serde(default)]
    pub weekday: Option<Weekday>,
    /// Only those that began in this hour of a day.
    #[serde(default)]
    pub hour_of_day: Option<HourOfDay>,
    /// By the clocks of which time zone; those of UTC if it is none.
    #[serde(default)]
    pub zone: Option<ZoneName>,
}

/// The same as it stands in the address of the page: days and hours instead of points in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// `channel`.
    pub channel: Option<ChannelId>,
    /// `operator`.
    #[serde(default, deserialize_with = "which")]
    pub operator: Option<Which<UserId>>,
    /// `outcome`.
    #[serde(default, deserialize_with = "which")]
    pub outcome: Option<Which<Outcome>>,
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
    /// `handler`.
    #[serde(default)]
    pub handler: Option<Which<Handler>>,
    /// `language`.
    #[serde(default)]
    pub language: Option<Which<LanguageTag>>,
    /// `hour`.
    #[serde(default)]
    pub hour: Option<Hour>,
    /// `weekday`.
    #[serde(default)]
    pub weekday: Option<Weekday>,
    /// `hour_of_day`.
    #[serde(default)]
    pub hour_of_day: Option<HourOfDay>,
}

impl Filter {
    /// The names of its fields.
    pub const FIELDS: [&'static str; 16] = [
        "channel",
        "operator",
        "outcome",
        "rating",
        "from",
        "to",
        "counts_for",
        "country",
        "chatbot",
        "tag",
        "expertise",
        "handler",
        "language",
        "hour",
        "weekday",
        "hour_of_day",
    ];

    /// Reads the fields by their names; what is empty is not asked for.
    ///
    /// # Errors
    /// The first field that says nothing that there is.
    pub fn read(field: impl Fn(&'static str) -> Option<String>) -> Result<Self, Unknown> {
        let fields = Fields(field);
        let filter = Self {
            channel: fields.read("channel", &[], |text| text.parse().ok())?,
            operator: fields.which("operator", &[], |text| text.parse().ok())?,
            outcome: fields.which(
                "outcome",
                &Outcome::ALL.map(Outcome::word),
                Outcome::of_word,
            )?,
            rated: fields.read("rating", &Rated::ALL.map(Rated::word), Rated::of_word)?,
            from: fields.read("from", &[A_DAY], Day::parse)?,
            to: fields.read("to", &[A_DAY], Day::parse)?,
            counts_for: fields.which("counts_for", &[], |text| text.parse().ok())?,
            country: fields.which("country", &[], Country::parse)?,
            chatbot: fields.which("chatbot", &[], |text| text.parse().ok())?,
            tag: fields.which("tag", &[], |text| text.parse().ok())?,
            expertise: fields.which("expertise", &[], |text| text.parse().ok())?,
            handler: fields.which(
                "handler",
                &Handler::ALL.map(Handler::word),
                Handler::of_word,
            )?,
            language: fields.which("language", &[], LanguageTag::read)?,
            hour: fields.read("hour", &[AN_HOUR], Hour::parse)?,
            weekday: fields.read("weekday", &Weekday::WORDS, Weekday::of_word)?,
            hour_of_day: fields.read("hour_of_day", &HourOfDay::WORDS, HourOfDay::of_word)?,
        };
        if filter
            .from
            .is_some_and(|from| filter.to.is_some_and(|to| to < from))
        {
            return Err(Unknown::new("to", &[]));
        }
        Ok(filter)
    }

    /// The fields that are asked for, with their names.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let told = Self::FIELDS.into_iter();
        told.filter_map(|name| Some((name, self.field(name)?)))
            .collect()
    }

    /// What a field says; `None` if it says nothing.
    pub fn field(&self, name: &str) -> Option<String> {
        match name {
            "channel" => self.channel.map(|id| id.to_string()),
            "operator" => self.operator.map(|which| which.word(UserId::to_string)),
            "outcome" => self
                .outcome
                .map(|which| which.word(|outcome| outcome.word().to_owned())),
            "rating" => self.rated.map(|rated| rated.word().to_owned()),
            "from" => self.from.map(|day| day.to_string()),
            "to" => self.to.map(|day| day.to_string()),
            "counts_for" => self.counts_for.map(|which| which.word(UserId::to_string)),
            "country" => self
                .country
                .map(|which| which.word(|country| country.code().to_owned())),
            "chatbot" => self.chatbot.map(|which| which.word(ChatbotId::to_string)),
            "tag" => self.tag.map(|which| which.word(TagId::to_string)),
            "expertise" => self
                .expertise
                .map(|which| which.word(ExpertiseId::to_string)),
            "handler" => self
                .handler
                .map(|which| which.word(|handler| handler.word().to_owned())),
            "language" => self
                .language
                .map(|which| which.word(|tag| tag.text().to_owned())),
            "hour" => self.hour.map(|hour| hour.to_string()),
            "weekday" => self.weekday.map(|weekday| weekday.word().to_owned()),
            "hour_of_day" => self.hour_of_day.map(|hour| hour.word().to_owned()),
            _ => None,
        }
    }

    /// The same without what one of its fields says.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let mut filter = *self;
        match name {
            "channel" => filter.channel = None,
            "operator" => filter.operator = None,
            "outcome" => filter.outcome = None,
            "rating" => filter.rated = None,
            "from" => filter.from = None,
            "to" => filter.to = None,
            "counts_for" => filter.counts_for = None,
            "country" => filter.country = None,
            "chatbot" => filter.chatbot = None,
            "tag" => filter.tag = None,
            "expertise" => filter.expertise = None,
            "handler" => filter.handler = None,
            "language" => filter.language = None,
            "hour" => filter.hour = None,
            "weekday" => filter.weekday = None,
            "hour_of_day" => filter.hour_of_day = None,
            _ => {}
        }
        filter
    }

    /// What that is for the server, at a place whose wall clock is ahead of UTC by `offset_ms` at a given time.
    pub fn asked(&self, offset_ms: impl Fn(Timestamp) -> i64) -> Asked {
        let hour = self.hour.map(|hour| hour.span(&offset_ms));
        let from = self.from.map(|day| day.begins(&offset_ms));
        let to = self.to.map(|day| day.next().begins(&offset_ms));
        Asked {
            channel: self.channel,
            operator: self.operator,
            outcome: self.outcome,
            rated: self.rated,
            since: from.max(hour.map(|(since, _)| since)),
            until: match (to, hour) {
                (Some(to), Some((_, until))) => Some(to.min(until)),
                (to, hour) => to.or(hour.map(|(_, until)| until)),
            },
            counts_for: self.counts_for,
            country: self.country,
            chatbot: self.chatbot,
            tag: self.tag,
            expertise: self.expertise,
            handler: self.handler,
            language: self.language,
            weekday: self.weekday,
            hour_of_day: self.hour_of_day,
            zone: None,
        }
    }
}

impl Asked {
    /// The same by the clocks of a time zone; of one whose name is too long to be one, by those of UTC.
    #[must_use]
    pub fn in_zone(self, name: &str) -> Self {
        let zone = ZoneName::of(name);
        Self { zone, ..self }
    }

    /// Whether it depends on what clocks show: points in time do not say it.
    pub fn needs_a_clock(&self) -> bool {
        self.weekday.is_some() || self.hour_of_day.is_some()
    }
}

/// How days and hours are written, where it is told what may be said.
const A_DAY: &str = "YYYY-MM-DD";
const AN_HOUR: &str = "YYYY-MM-DDTHH";

/// The fields of an address.
struct Fields<F>(F);

impl<F: Fn(&'static str) -> Option<String>> Fields<F> {
    fn read<T>(
        &self,
        name: &'static str,
        allowed: &[&'static str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Unknown> {
        match (self.0)(name).filter(|text| !text.is_empty()) {
            None => Ok(None),
            Some(text) => {
                let read = read(&text).map(Some);
                read.ok_or_else(|| Unknown::new(name, allowed))
            }
        }
    }

    /// The same, where *none* may be asked for as well.
    fn which<T>(
        &self,
        name: &'static str,
        allowed: &[&'static str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<Which<T>>, Unknown> {
        let mut words = allowed.to_vec();
        if !words.is_empty() {
            words.push(Which::<T>::NONE);
        }
        self.read(name, &words, |text| Which::read(text, &read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rating::Face;
    use crate::time::{DAY_MS, HOUR_MS};
    use uuid::Uuid;

    fn read(fields: &[(&'static str, String)]) -> Result<Filter, Unknown> {
        Filter::read(|name| {
            let found = fields.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.clone())
        })
    }

    fn full() -> Filter {
        Filter {
            channel: Some(ChannelId(Uuid::from_u128(1))),
            operator: Some(Which::Is(UserId(Uuid::from_u128(2)))),
            outcome: Some(Which::Is(Outcome::NoAnswer)),
            rated: Some(Rated::As(Face::Okay)),
            from: Day::parse("2026-11-01"),
            to: Day::parse("2026-11-01"),
            counts_for: Some(Which::Is(UserId(Uuid::from_u128(3)))),
            country: Country::parse("FR").map(Which::Is),
            chatbot: Some(Which::Is(ChatbotId(Uuid::from_u128(4)))),
            tag: Some(Which::Is(TagId(Uuid::from_u128(5)))),
            expertise: Some(Which::Is(ExpertiseId(Uuid::from_u128(6)))),
            handler: Some(Which::Is(Handler::Bot)),
            language: LanguageTag::read("pt-br").map(Which::Is),
            hour: Hour::parse("2026-11-01T09"),
            weekday: Weekday::of_word("sunday"),
            hour_of_day: HourOfDay::of_word("09"),
        }
    }

    #[test]
    fn a_filter_is_read_as_it_is_written() {
        let full = full();
        let none = Filter {
            operator: Some(Which::None),
            outcome: Some(Which::None),
            handler: Some(Which::None),
            language: Some(Which::None),
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
            ("handler", "somebody"),
            ("language", "a_b"),
            ("hour", "2026-11-28"),
            ("weekday", "someday"),
            ("hour_of_day", "24"),
        ] {
            let unknown = read(&[(name, value.to_owned())]).unwrap_err();
            assert_eq!(unknown.field, name, "{value}");
        }
        let backwards = [
            ("from", "2026-11-02".to_owned()),
            ("to", "2026-11-01".to_owned()),
        ];
        assert_eq!(read(&backwards).unwrap_err().field, "to");
    }

    #[test]
    fn what_may_be_said_is_told_where_it_is_little() {
        let allowed = |name: &'static str| {
            let unknown = read(&[(name, "wrong".to_owned())]).unwrap_err();
            unknown.allowed
        };
        assert_eq!(allowed("rating"), ["any", "5", "3", "1", "none"]);
        assert_eq!(allowed("handler"), ["operator", "bot", "none"]);
        let outcomes = [
            "success",
            "escalated",
            "no_answer",
            "no_one_available",
            "none",
        ];
        assert_eq!(allowed("outcome"), outcomes);
        assert_eq!(allowed("from"), ["YYYY-MM-DD"]);
        assert_eq!(allowed("weekday").len(), 7);
        assert_eq!(allowed("channel"), [""; 0]);
        // Every word that is told can be said.
        for name in ["rating", "handler", "outcome", "weekday", "hour_of_day"] {
            for word in allowed(name) {
                assert!(read(&[(name, word.to_owned())]).is_ok(), "{name} {word}");
            }
        }
    }

    #[test]
    fn each_field_can_be_taken_back_alone() {
        let all = full();
        for name in Filter::FIELDS {
            let without = all.without(name);
            assert_eq!(without.field(name), None);
            assert_eq!(without.fields().len(), Filter::FIELDS.len() - 1, "{name}");
        }
    }

    #[test]
    fn what_was_kept_before_none_could_be_asked_for_is_read() {
        let operator = UserId(Uuid::from_u128(2));
        let kept = format!(
            r#"{{"channel":null,"operator":"{operator}","outcome":"success","rated":null,"since":null,"until":null}}"#
        );
        let asked: Asked = serde_json::from_str(&kept).unwrap();
        let expected = Asked {
            operator: Some(Which::Is(operator)),
            outcome: Some(Which::Is(Outcome::Success)),
            ..Asked::default()
        };
        assert_eq!(asked, expected);
        for asked in [expected, full().asked(|_| 0).in_zone("Europe/Paris")] {
            let json = serde_json::to_string(&asked).unwrap();
            assert_eq!(serde_json::from_str::<Asked>(&json).unwrap(), asked);
        }
        let none = Asked {
            operator: Some(Which::None),
            outcome: Some(Which::None),
            ..Asked::default()
        };
        let json = serde_json::to_string(&none).unwrap();
        assert_eq!(serde_json::from_str::<Asked>(&json).unwrap(), none);
    }

    #[test]
    fn days_are_those_of_the_reader() {
        let filter = Filter {
            from: Day::parse("1970-01-02"),
            to: Day::parse("1970-01-02"),
            ..Filter::default()
        };
        let span = |filter: Filter| {
            let asked = filter.asked(|_| HOUR_MS);
            (asked.since, asked.until)
        };
        let day = (DAY_MS - HOUR_MS, 2 * DAY_MS - HOUR_MS);
        let at = |(since, until)| (Some(Timestamp(since)), Some(Timestamp(until)));
        assert_eq!(span(filter), at(day));
        // An hour of that day, and one of another.
        let hour = |text| Filter {
            hour: Hour::parse(text),
            ..filter
        };
        assert_eq!(span(hour("1970-01-02T00")), at((day.0, DAY_MS)));
        let (since, until) = span(hour("1970-01-03T00"));
        assert!(since >= until);
        let hour = Filter {
            hour: Hour::parse("1970-01-02T00"),
            ..Filter::default()
        };
        assert_eq!(span(hour), at((day.0, DAY_MS)));
    }
}
