//! Days of the calendar, as addresses and forms write them: `2026-11-28`.

use crate::time::{DAY_MS, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A day, counted from 1970-01-01; in which time zone is for who uses it to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i64);

impl Day {
    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// When it begins at a place whose wall clock is ahead of UTC by `offset_ms` at a given time.
    pub fn begins(self, offset_ms: impl Fn(Timestamp) -> i64) -> Timestamp {
        let in_utc = Timestamp(self.0.saturating_mul(DAY_MS));
        let near = in_utc.plus(-offset_ms(in_utc));
        // Where the clock was changed in between, the offset of the day itself counts.
        in_utc.plus(-offset_ms(near))
    }

    /// Year, month and day; the count is made from 0000-03-01, so that a leap day is a year's last.
    pub fn date(self) -> (i64, i64, i64) {
        let shifted = self.0.saturating_add(719_468);
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month, of_year - (153 * shifted_month + 2) / 5 + 1)
    }

    /// The day of a date that there is, from the year 1 to 9999.
    pub fn of_date(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let shifted_year = if month <= 2 { year - 1 } else { year };
        let shifted_month = if month > 2 { month - 3 } else { month + 9 };
        let (era, year_of_era) = (shifted_year.div_euclid(400), shifted_year.rem_euclid(400));
        let of_year = (153 * shifted_month + 2) / 5 + day - 1;
        let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
        let found = Self(era * 146_097 + of_era - 719_468);
        // The 30th of February is another day than the one that was asked for.
        (found.date() == (year, month, day)).then_some(found)
    }

    /// A day as `2026-11-28`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut next = |digits: usize| {
            let part = parts.next()?;
            let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<i64>().ok().filter(|_| is_number)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        if parts.next().is_some() {
            return None;
        }
        Self::of_date(year, month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR_MS;
    use proptest::prelude::*;

    #[test]
    fn dates_that_there_are_not_are_no_days() {
        for text in [
            "",
            "2026-02-30",
            "2025-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-11-00",
            "2026-04-31",
            "0000-01-01",
            "2026-11",
            "2026-11-28-1",
            "26-11-28",
            "2026-11-8",
            "+026-11-08",
            "2026-11-28T00:00",
            "x",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert_eq!(Day::parse("1970-01-01"), Some(Day(0)));
        assert_eq!(Day::parse("2024-02-29"), Some(Day(19_782)));
    }

    #[test]
    fn a_day_begins_at_midnight_of_the_place_also_where_clocks_are_changed() {
        // In Paris, summer time began on 2026-03-29 at 01:00 UTC and ended on 2026-10-25 at 01:00 UTC.
        let of = |text: &str| Day::parse(text).unwrap();
        let (spring, autumn) = (of("2026-03-29"), of("2026-10-25"));
        let changed = |day: Day| Timestamp(day.0 * DAY_MS + HOUR_MS);
        let paris = |at: Timestamp| {
            let is_summer = at >= changed(spring) && at < changed(autumn);
            if is_summer { 2 * HOUR_MS } else { HOUR_MS }
        };
        let table = [
            ("2026-03-29", 23),
            ("2026-03-30", 22),
            ("2026-10-25", 22),
            ("2026-10-26", 23),
        ];
        for (text, hour) in table {
            let before = Day(of(text).0 - 1);
            let expected = Timestamp(before.0 * DAY_MS + hour * HOUR_MS);
            assert_eq!(of(text).begins(paris), expected, "{text}");
        }
        // The day on which clocks go on is an hour shorter.
        let length = spring.next().begins(paris).since(spring.begins(paris));
        assert_eq!(length, 23 * HOUR_MS);
    }

    proptest! {
        #[test]
        fn a_day_is_read_as_it_is_written(day in -719_162i64..2_932_896) {
            prop_assert_eq!(Day::parse(&Day(day).to_string()), Some(Day(day)));
        }
    }
}
