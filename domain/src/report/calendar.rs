//! The calendar of who reads a report: in which time zone days begin, and on which day weeks do (spec 13.6).

use super::{Dimension, Key, Span};
use crate::day::Day;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// A reader's calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The time zone's name, as IANA writes it.
    pub zone: String,
    /// The day weeks begin with, counted from Monday as 0.
    pub week_begins: u8,
}

/// A stretch of time within which the clock was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// When it begins.
    pub since: Timestamp,
    /// Before when it ends.
    pub until: Timestamp,
    /// By how much the wall clock is ahead of UTC meanwhile.
    pub offset_ms: i64,
}

impl Calendar {
    /// The group of a point in time, given as the wall clock shows it; [`Key::None`] for a dimension that is none of time.
    pub fn key(&self, dimension: Dimension, wall: Timestamp) -> Key {
        let day = Day(wall.0.div_euclid(DAY_MS));
        match dimension {
            Dimension::Hour => Key::Number(wall.0.div_euclid(HOUR_MS)),
            Dimension::Day => Key::Day(day.0),
            Dimension::Week => Key::Day(day.0 - self.weekday(day)),
            Dimension::Month => Key::Day(first_of(day, 1).0),
            Dimension::Quarter => Key::Day(first_of(day, 3).0),
            Dimension::Year => Key::Day(first_of(day, 12).0),
            Dimension::Weekday => Key::Number(self.weekday(day)),
            Dimension::HourOfDay => Key::Number(wall.0.rem_euclid(DAY_MS) / HOUR_MS),
            _ => Key::None,
        }
    }

    /// The last day of the group of a dimension that begins on a day.
    pub fn last_day(&self, dimension: Dimension, first: Day) -> Day {
        match dimension {
            Dimension::Week => Day(first.0 + 6),
            Dimension::Month => Day(after(first, 1).0 - 1),
            Dimension::Quarter => Day(after(first, 3).0 - 1),
            Dimension::Year => Day(after(first, 12).0 - 1),
            _ => first,
        }
    }

    /// First and last day of a span, seen from a day.
    pub fn days(&self, span: Span, today: Day) -> (Option<Day>, Option<Day>) {
        let since = |first: Day| (Some(first), Some(today));
        match span {
            Span::All => (None, None),
            Span::Today => since(today),
            Span::ThisWeek => since(Day(today.0 - self.weekday(today))),
            Span::ThisMonth => since(first_of(today, 1)),
            Span::LastMonth => {
                let last = Day(first_of(today, 1).0 - 1);
                (Some(first_of(last, 1)), Some(last))
            }
            Span::ThisYear => since(first_of(today, 12)),
            Span::Last7Days => since(Day(today.0 - 6)),
            Span::Last30Days => since(Day(today.0 - 29)),
            Span::Last90Days => since(Day(today.0 - 89)),
        }
    }

    /// The weekday that stands at a place of the week, counted from Monday as 0.
    pub fn weekday_at(&self, place: i64) -> i64 {
        (place + i64::from(self.week_begins)).rem_euclid(7)
    }

    /// The place of a day in its week.
    fn weekday(&self, day: Day) -> i64 {
        /// 1970-01-01 was a Thursday.
        const OF_THE_FIRST: i64 = 3;
        (day.0 + OF_THE_FIRST - i64::from(self.week_begins)).rem_euclid(7)
    }
}

/// The first day of the month, quarter or year of a day.
fn first_of(day: Day, months: i64) -> Day {
    let (year, month, _) = day.date();
    Day::of_date(year, (month - 1) / months * months + 1, 1).unwrap_or(day)
}

/// The first day of the month that comes so many months after that of a day.
fn after(day: Day, months: i64) -> Day {
    let (year, month, _) = day.date();
    let place = month - 1 + months;
    Day::of_date(year + place / 12, place % 12 + 1, 1).unwrap_or(day)
}

/// The day weeks begin with where a language tag comes from, counted from Monday as 0 (Unicode CLDR 47, `weekData`).
pub fn week_begins(tag: &str) -> u8 {
    const SATURDAY: u8 = 5;
    const SUNDAY: u8 = 6;
    const SATURDAYS: &str = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";
    const SUNDAYS: &str = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH \
                           PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let region = parts.find(|part| part.len() == 2);
    // Most who speak a language without saying where are there.
    let region = region.unwrap_or(match language {
        "en" => "US",
        "ar" => "EG",
        "fa" => "IR",
        "he" => "IL",
        "hi" => "IN",
        "ja" => "JP",
        "ko" => "KR",
        "pt" => "BR",
        "th" => "TH",
        "id" => "ID",
        _ => "001",
    });
    let is_in = |list: &str| {
        let mut regions = list.split_ascii_whitespace();
        regions.any(|known| known.eq_ignore_ascii_case(region))
    };
    match (is_in(SATURDAYS), is_in(SUNDAYS)) {
        (true, _) => SATURDAY,
        (_, true) => SUNDAY,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(week_begins: u8) -> Calendar {
        Calendar {
            zone: "UTC".to_owned(),
            week_begins,
        }
    }

    fn of(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_point_in_time_falls_into_the_groups_of_the_readers_calendar() {
        // A Saturday, half past midnight.
        let wall = Timestamp(of("2026-11-28").0 * DAY_MS + HOUR_MS / 2);
        let key = |week_begins, dimension| calendar(week_begins).key(dimension, wall);
        let day = |text: &str| Key::Day(of(text).0);
        assert_eq!(key(0, Dimension::Day), day("2026-11-28"));
        assert_eq!(key(0, Dimension::Week), day("2026-11-23"));
        assert_eq!(key(5, Dimension::Week), day("2026-11-28"));
        assert_eq!(key(6, Dimension::Week), day("2026-11-22"));
        assert_eq!(key(0, Dimension::Month), day("2026-11-01"));
        assert_eq!(key(0, Dimension::Quarter), day("2026-10-01"));
        assert_eq!(key(0, Dimension::Year), day("2026-01-01"));
        assert_eq!(key(0, Dimension::Weekday), Key::Number(5));
        assert_eq!(key(5, Dimension::Weekday), Key::Number(0));
        assert_eq!(key(0, Dimension::HourOfDay), Key::Number(0));
        assert_eq!(
            key(0, Dimension::Hour),
            Key::Number(of("2026-11-28").0 * 24)
        );
        assert_eq!(key(0, Dimension::Channel), Key::None);
        assert_eq!(calendar(6).weekday_at(0), 6);
        assert_eq!(calendar(6).weekday_at(1), 0);
    }

    #[test]
    fn a_group_ends_where_the_next_begins() {
        let table = [
            (Dimension::Day, "2026-11-28", "2026-11-28"),
            (Dimension::Week, "2026-12-28", "2027-01-03"),
            (Dimension::Month, "2024-02-01", "2024-02-29"),
            (Dimension::Month, "2026-12-01", "2026-12-31"),
            (Dimension::Quarter, "2026-10-01", "2026-12-31"),
            (Dimension::Year, "2026-01-01", "2026-12-31"),
        ];
        for (dimension, first, last) in table {
            let found = calendar(0).last_day(dimension, of(first));
            assert_eq!(found, of(last), "{dimension:?}");
        }
    }

    #[test]
    fn spans_are_days_up_to_today() {
        let table = [
            (Span::All, None),
            (Span::Today, Some(("2026-11-28", "2026-11-28"))),
            (Span::ThisWeek, Some(("2026-11-23", "2026-11-28"))),
            (Span::ThisMonth, Some(("2026-11-01", "2026-11-28"))),
            (Span::LastMonth, Some(("2026-10-01", "2026-10-31"))),
            (Span::ThisYear, Some(("2026-01-01", "2026-11-28"))),
            (Span::Last7Days, Some(("2026-11-22", "2026-11-28"))),
            (Span::Last30Days, Some(("2026-10-30", "2026-11-28"))),
            (Span::Last90Days, Some(("2026-08-31", "2026-11-28"))),
        ];
        for (span, expected) in table {
            let (first, last) = calendar(0).days(span, of("2026-11-28"));
            let expected = expected.map(|(first, last)| (of(first), of(last)));
            assert_eq!((first, last), expected.unzip(), "{span:?}");
        }
        assert_eq!(table.map(|(span, _)| span), Span::ALL);
    }

    #[test]
    fn weeks_begin_as_they_do_where_one_lives() {
        let table = [
            ("fr-FR", 0),
            ("fr", 0),
            ("en-GB", 0),
            ("en-US", 6),
            ("en", 6),
            ("fr-CA", 6),
            ("zh-Hant-TW", 6),
            ("ar-EG", 5),
            ("ar-AE", 5),
            ("", 0),
            ("-", 0),
        ];
        for (tag, expected) in table {
            assert_eq!(week_begins(tag), expected, "{tag}");
        }
    }
}
