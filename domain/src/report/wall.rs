//! Hours and weekdays as clocks on a wall show them, by which sessions are found (spec 13.2).

use crate::day::Day;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An hour of a day, counted from the first of 1970-01-01; in which time zone is for who uses it to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hour(pub i64);

/// A day of the week, counted from Monday as 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weekday(pub u8);

/// An hour of any day, from 0 to 23.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HourOfDay(pub u8);

impl Hour {
    /// An hour as `2026-11-28T09`.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, hour) = text.split_once('T')?;
        let (day, hour) = (Day::parse(day)?, HourOfDay::of_word(hour)?);
        Some(Self(day.0 * 24 + i64::from(hour.0)))
    }

    /// When it begins, and before when it ends, at a place whose wall clock is ahead of UTC by `offset_ms` at a given time. An hour
    /// that is shown twice, since the clock was set back, is both; one that is left out has no length.
    pub fn span(self, offset_ms: impl Fn(Timestamp) -> i64) -> (Timestamp, Timestamp) {
        let first = Timestamp(self.0.saturating_mul(HOUR_MS));
        let end = first.plus(HOUR_MS);
        // Within two days no clock is changed twice.
        let (before, after) = (
            offset_ms(first.plus(-DAY_MS)),
            offset_ms(first.plus(DAY_MS)),
        );
        let begins = [before, after].map(|offset| (first.plus(-offset), offset));
        let begins = begins
            .into_iter()
            .filter(|(at, offset)| offset_ms(*at) == *offset);
        let ends = [before, after].map(|offset| (end.plus(-offset), offset));
        let ends = ends
            .into_iter()
            .filter(|(at, offset)| offset_ms(at.plus(-1)) == *offset);
        (
            begins
                .map(|(at, _)| at)
                .min()
                .unwrap_or(first.plus(-before)),
            ends.map(|(at, _)| at).max().unwrap_or(end.plus(-after)),
        )
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, hour) = (Day(self.0.div_euclid(24)), self.0.rem_euclid(24));
        write!(formatter, "{day}T{hour:02}")
    }
}

impl Weekday {
    /// The words of an address, in the order of the week.
    pub const WORDS: [&'static str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        nth(&Self::WORDS, self.0)
    }

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        place(&Self::WORDS, word).map(Self)
    }
}

impl HourOfDay {
    /// The words of an address, in the order of the day.
    pub const WORDS: [&'static str; 24] = [
        "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14",
        "15", "16", "17", "18", "19", "20", "21", "22", "23",
    ];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        nth(&Self::WORDS, self.0)
    }

    /// The one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        place(&Self::WORDS, word).map(Self)
    }
}

fn nth(words: &[&'static str], place: u8) -> &'static str {
    words.get(usize::from(place)).copied().unwrap_or_default()
}

fn place(words: &[&str], word: &str) -> Option<u8> {
    let place = words.iter().position(|known| *known == word)?;
    u8::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::MINUTE_MS;
    use proptest::prelude::*;

    #[test]
    fn hours_and_weekdays_are_read_as_they_are_written() {
        let hour = Hour::parse("2026-11-28T09").unwrap();
        assert_eq!(hour.to_string(), "2026-11-28T09");
        assert_eq!(Hour(-1).to_string(), "1969-12-31T23");
        for wrong in [
            "2026-11-28",
            "2026-11-28T9",
            "2026-11-28T24",
            "2026-02-30T01",
            "T01",
        ] {
            assert_eq!(Hour::parse(wrong), None, "{wrong}");
        }
        for word in Weekday::WORDS {
            assert_eq!(Weekday::of_word(word).map(Weekday::word), Some(word));
        }
        for word in HourOfDay::WORDS {
            assert_eq!(HourOfDay::of_word(word).map(HourOfDay::word), Some(word));
        }
        assert_eq!((Weekday(7).word(), HourOfDay(24).word()), ("", ""));
    }

    #[test]
    fn an_hour_that_is_shown_twice_is_both_and_one_that_is_left_out_is_none() {
        let change = Timestamp(1_000 * DAY_MS);
        let clock =
            |before: i64, after: i64| move |at: Timestamp| if at < change { before } else { after };
        // Set back at two: from one to two is shown twice.
        let (summer, winter) = (2 * HOUR_MS, HOUR_MS);
        let autumn = |wall: i64| Hour(1_000 * 24 + wall).span(clock(summer, winter));
        assert_eq!(
            autumn(0),
            (change.plus(-2 * HOUR_MS), change.plus(-HOUR_MS))
        );
        assert_eq!(autumn(1), (change.plus(-HOUR_MS), change.plus(HOUR_MS)));
        assert_eq!(autumn(2), (change.plus(HOUR_MS), change.plus(2 * HOUR_MS)));
        // Set forward at one: from one to two is left out.
        let spring = |wall: i64| Hour(1_000 * 24 + wall).span(clock(winter, summer));
        assert_eq!(spring(0), (change.plus(-HOUR_MS), change));
        assert_eq!(spring(1), (change, change));
        assert_eq!(spring(2), (change, change.plus(HOUR_MS)));
    }

    proptest! {
        #[test]
        fn every_instant_stands_in_the_hour_that_its_clock_shows(
            before in -12i64..15, step in -2i64..3, minutes in -3_000i64..3_000,
        ) {
            const STEP_MS: i64 = 30 * MINUTE_MS;
            let change = Timestamp(1_000 * DAY_MS);
            // Clocks are changed on the hour.
            let before = before * HOUR_MS;
            let after = before + step * STEP_MS;
            let clock = |at: Timestamp| if at < change { before } else { after };
            let at = change.plus(minutes * MINUTE_MS);
            let shown = Hour(at.plus(clock(at)).0.div_euclid(HOUR_MS));
            for hour in [Hour(shown.0 - 1), shown, Hour(shown.0 + 1)] {
                let (since, until) = hour.span(clock);
                prop_assert_eq!((since..until).contains(&at), hour == shown, "{:?}", hour);
            }
        }
    }
}
