//! What clocks on the wall show in a time zone, whose rules are a table of IANA's that is part of the program (spec 13.6).

use domain::day::Day;
use domain::report::Stretch;
use domain::text;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use jiff::tz::TimeZone;

/// The clocks of a time zone.
#[derive(Clone, Debug)]
pub(crate) struct WallClock(TimeZone);

impl WallClock {
    /// Those of the first of these names that there is, with its name; else UTC.
    pub(crate) fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> (Self, String) {
        let known = names.into_iter().find_map(|name| {
            let zone = TimeZone::get(name).ok()?;
            let name = zone.iana_name().unwrap_or(name).to_owned();
            Some((Self(zone), name))
        });
        known.unwrap_or_else(|| (Self(TimeZone::UTC), "UTC".to_owned()))
    }

    /// The name of a time zone as the table writes it, if what a stranger told is one.
    pub(crate) fn known(told: &str) -> Option<String> {
        let name = text::time_zone(told).ok()?;
        let zone = TimeZone::get(&name).ok()?;
        zone.iana_name().map(str::to_owned)
    }

    /// Hours and minutes at a time: `09:05`.
    pub(crate) fn time_of_day(&self, at: Timestamp) -> String {
        let within = at.plus(self.offset_ms(at)).0.rem_euclid(DAY_MS);
        let (hours, minutes) = (within / HOUR_MS, within % HOUR_MS / MINUTE_MS);
        format!("{hours:02}:{minutes:02}")
    }

    /// By how much they are ahead of UTC at a time.
    pub(crate) fn offset_ms(&self, at: Timestamp) -> i64 {
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        i64::from(self.0.to_offset(at).seconds()) * SECOND_MS
    }

    /// The day at a time.
    pub(crate) fn day(&self, at: Timestamp) -> Day {
        Day(at.plus(self.offset_ms(at)).0.div_euclid(DAY_MS))
    }

    /// The stretches between two points in time, the second of which is not part of them, from one change of the clocks to the next.
    pub(crate) fn stretches(&self, since: Timestamp, until: Timestamp) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut begins = since;
        let start = jiff::Timestamp::from_millisecond(since.0).unwrap_or_default();
        let changes = self.0.following(start);
        let changes = changes.map(|change| Timestamp(change.timestamp().as_millisecond()));
        for change in changes.take_while(|change| *change < until) {
            stretches.push(self.stretch(begins, change));
            begins = change;
        }
        stretches.push(self.stretch(begins, until));
        stretches
    }

    fn stretch(&self, since: Timestamp, until: Timestamp) -> Stretch {
        Stretch {
            since,
            until,
            offset_ms: self.offset_ms(since),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::limit;

    fn at(text: &str, hour: i64) -> Timestamp {
        let day = Day::parse(text).unwrap_or(Day(0));
        Timestamp(day.0 * DAY_MS + hour * HOUR_MS)
    }

    #[test]
    fn the_clock_is_changed_in_spring_and_autumn() {
        let (paris, name) = WallClock::of(["Europe/Paris"]);
        assert_eq!(name, "Europe/Paris");
        let stretch = |since, until, hours| Stretch {
            since,
            until,
            offset_ms: hours * HOUR_MS,
        };
        let (spring, autumn) = (at("2026-03-29", 1), at("2026-10-25", 1));
        let (first, last) = (at("2026-01-01", 0), at("2026-12-31", 0));
        let expected = [
            stretch(first, spring, 1),
            stretch(spring, autumn, 2),
            stretch(autumn, last, 1),
        ];
        assert_eq!(paris.stretches(first, last), expected);
        assert_eq!(paris.stretches(spring, autumn), expected[1..2]);
        assert_eq!(
            paris.day(at("2026-11-27", 23)),
            Day::parse("2026-11-28").unwrap_or(Day(0))
        );
    }

    #[test]
    fn a_zone_that_a_stranger_tells_is_one_of_the_table_or_none() {
        let known = |told: &str| WallClock::known(told);
        assert_eq!(known(" europe/paris ").as_deref(), Some("Europe/Paris"));
        let longest = "America/Argentina/ComodRivadavia";
        assert_eq!(known(longest).as_deref(), Some(longest));
        let too_long = "A".repeat(limit::TIME_ZONE_CHARACTERS + 1);
        for none in [
            "",
            "Europe/Nowhere",
            "../../etc/passwd",
            "+02:00",
            "<b>",
            &too_long,
        ] {
            assert_eq!(known(none), None, "{none}");
        }
    }

    #[test]
    fn clocks_show_hours_and_minutes() {
        let (india, _) = WallClock::of(["Asia/Kolkata"]);
        let early = at("2026-01-01", 0).plus(4 * MINUTE_MS + 59 * SECOND_MS);
        assert_eq!(india.time_of_day(early), "05:34");
        assert_eq!(india.time_of_day(early.plus(-6 * HOUR_MS)), "23:34");
    }

    #[test]
    fn where_clocks_are_never_changed_there_is_one_stretch() {
        let (utc, name) = WallClock::of(["", "Europe/Nowhere"]);
        assert_eq!(name, "UTC");
        assert_eq!(
            utc.stretches(at("2026-01-01", 0), at("2026-12-31", 0))
                .len(),
            1
        );
        // Half an hour off, as half a continent is.
        let (india, _) = WallClock::of(["Nowhere", "Asia/Kolkata"]);
        assert_eq!(india.offset_ms(at("2026-01-01", 0)), 11 * HOUR_MS / 2);
        assert_eq!(india.offset_ms(Timestamp(i64::MAX)), 11 * HOUR_MS / 2);
    }
}
