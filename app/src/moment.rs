//! Points in time as people read them: near ones as a distance, others by the reader's own clock and calendar.

use crate::browser::locale;
use crate::text::{Texts, fill_count, use_texts};
use domain::day::Day;
use domain::time::{DAY_MS, MINUTE_MS, SECOND_MS, Timestamp};
use domain::user::Language;
use leptos::prelude::*;

/// How often distances are told anew.
const RENEWED_AFTER_MS: i64 = 30 * SECOND_MS;

/// What the page knows about time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    /// The time of the page, renewed each 30 s.
    pub(crate) now: RwSignal<Timestamp>,
    /// Whether the reader's time zone is known: not on the server and not while the page is hydrated.
    pub(crate) is_local: RwSignal<bool>,
}

impl Clock {
    /// The page's clock, as its server set it.
    pub(crate) fn provide(now: Timestamp) {
        let clock = Self {
            now: RwSignal::new(now),
            is_local: RwSignal::new(false),
        };
        provide_context(clock);
        Effect::new(move || {
            clock.is_local.set(true);
            clock.now.set(locale::now());
            let period = std::time::Duration::from_millis(RENEWED_AFTER_MS.unsigned_abs());
            let renewed = set_interval_with_handle(move || clock.now.set(locale::now()), period);
            on_cleanup(move || {
                if let Ok(handle) = renewed {
                    handle.clear();
                }
            });
        });
    }

    /// The page's clock.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// How far the reader's wall clock is ahead of UTC at a time, as far as it is known.
    pub(crate) fn offset_ms(self, at: Timestamp) -> i64 {
        if self.is_local.get_untracked() {
            locale::zone_offset_ms(at)
        } else {
            0
        }
    }

    /// The name of the reader's time zone, as far as it is known.
    pub(crate) fn zone(self) -> String {
        if self.is_local.get_untracked() {
            locale::zone_name()
        } else {
            String::new()
        }
    }

    /// The day at the reader's place on which something happened, counted from 1970-01-01.
    pub(crate) fn day(self, at: Timestamp) -> i64 {
        let offset = if self.is_local.get() {
            locale::zone_offset_ms(at)
        } else {
            0
        };
        at.plus(offset).0.div_euclid(DAY_MS)
    }

    /// A distance, a time of day, a weekday or a date, whichever tells most in least room.
    pub(crate) fn told(self, at: Timestamp, texts: &Texts, language: Language) -> String {
        let now = self.now.get();
        match nearness(now, at, self.day(now) - self.day(at)) {
            Nearness::Now => texts.now.to_owned(),
            Nearness::Minutes(count) => fill_count(texts.minutes, count),
            Nearness::Today => self.time_of_day(at, language),
            // The calendar of the reader is not known yet.
            _ if !self.is_local.get() => iso(at).get(5..10).unwrap_or_default().to_owned(),
            Nearness::ThisWeek => locale::format(locale::Style::Weekday, language, at),
            Nearness::Earlier => locale::format(locale::Style::Date, language, at),
        }
    }

    /// Hours and minutes.
    pub(crate) fn time_of_day(self, at: Timestamp, language: Language) -> String {
        if self.is_local.get() {
            locale::format(locale::Style::Time, language, at)
        } else {
            iso(at).get(11..16).unwrap_or_default().to_owned()
        }
    }

    /// Date and time to the second, once the reader's calendar is known: what is shown where one points at a time.
    pub(crate) fn exact(self, at: Timestamp, language: Language) -> Option<String> {
        let is_local = self.is_local.get();
        is_local.then(|| locale::format(locale::Style::Exact, language, at))
    }

    /// *Today*, *Yesterday* or the date of a day counted from 1970-01-01.
    pub(crate) fn day_name(self, day: i64, texts: &Texts, language: Language) -> String {
        match self.day(self.now.get()) - day {
            0 => texts.today.to_owned(),
            1 => texts.yesterday.to_owned(),
            _ => locale::format(locale::Style::Day, language, Timestamp(day * DAY_MS)),
        }
    }
}

/// How far away a point in time is, as it matters to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nearness {
    Now,
    Minutes(usize),
    Today,
    ThisWeek,
    Earlier,
}

fn nearness(now: Timestamp, at: Timestamp, days: i64) -> Nearness {
    let minutes = now.since(at) / MINUTE_MS;
    match usize::try_from(minutes) {
        Err(_) | Ok(0) => Nearness::Now,
        Ok(count @ 1..=59) => Nearness::Minutes(count),
        Ok(_) if days <= 0 => Nearness::Today,
        Ok(_) if days < 7 => Nearness::ThisWeek,
        Ok(_) => Nearness::Earlier,
    }
}

/// The point in time as `2026-11-21T10:26:09Z`.
pub(crate) fn iso(at: Timestamp) -> String {
    let (days, within) = (at.0.div_euclid(DAY_MS), at.0.rem_euclid(DAY_MS) / SECOND_MS);
    let (year, month, day) = Day(days).date();
    let (hour, minute, second) = (within / 3600, within / 60 % 60, within % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// A point in time as it stands in lists.
#[component]
pub(crate) fn Told(
    /// Which point.
    #[prop(into)]
    at: Signal<Timestamp>,
    /// The class of the element.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let (clock, texts) = (Clock::of_page(), use_texts());
    let language = use_context().unwrap_or_default();
    view! {
        <time
            class=format!("is-local {class}")
            datetime=move || iso(at.get())
            title=move || clock.exact(at.get(), language)
        >
            {move || clock.told(at.get(), texts, language)}
        </time>
    }
}

/// Hours and minutes of a point in time.
#[component]
pub(crate) fn TimeOfDay(
    /// Which point.
    #[prop(into)]
    at: Signal<Timestamp>,
) -> impl IntoView {
    let clock = Clock::of_page();
    let language = use_context().unwrap_or_default();
    view! {
        <time
            class="is-local"
            datetime=move || iso(at.get())
            title=move || clock.exact(at.get(), language)
        >
            {move || clock.time_of_day(at.get(), language)}
        </time>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::HOUR_MS;

    #[test]
    fn a_point_in_time_is_told_by_its_distance_while_it_is_near() {
        let now = Timestamp(1_000 * DAY_MS);
        let table = [
            (-5 * SECOND_MS, 0, Nearness::Now),
            (0, 0, Nearness::Now),
            (59 * SECOND_MS, 0, Nearness::Now),
            (MINUTE_MS, 0, Nearness::Minutes(1)),
            (59 * MINUTE_MS, 1, Nearness::Minutes(59)),
            (HOUR_MS, 0, Nearness::Today),
            (HOUR_MS, 1, Nearness::ThisWeek),
            (6 * DAY_MS, 6, Nearness::ThisWeek),
            (7 * DAY_MS, 7, Nearness::Earlier),
        ];
        for (passed, days, expected) in table {
            assert_eq!(
                nearness(now, now.plus(-passed), days),
                expected,
                "{passed} {days}"
            );
        }
    }

    #[test]
    fn a_point_in_time_is_written_for_machines() {
        let table = [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_795_256_769_000, "2026-11-21T10:26:09Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z"),
        ];
        for (at, expected) in table {
            assert_eq!(iso(Timestamp(at)), expected);
        }
    }
}
