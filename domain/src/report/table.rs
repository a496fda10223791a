//! What a report says: groups with their counts, their totals, and which conversations stand behind each (spec 13.2).

use super::{
    Calendar, Dimension, Filter, Hour, HourOfDay, Key, Kind, LanguageTag, Question, Rated, Tally,
    Weekday, Which,
};
use crate::day::Day;
use crate::id::{ChatbotId, ExpertiseId, TagId};
use crate::limit;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Conversations that the database has counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// When they began by the reader's wall clock, as exactly as is asked for.
    pub wall: Timestamp,
    /// Their group in each dimension that is none of time; of the others it is told by the wall clock.
    pub keys: Vec<Key>,
    /// What is counted of them.
    pub tally: Tally,
}

/// There would be more groups than [`limit::REPORT_CELLS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyCells;

/// Groups with their counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// By their keys, one for each dimension.
    pub cells: Vec<(Vec<Key>, Tally)>,
    /// The groups of each dimension, with what is counted of each in all.
    levels: Vec<Vec<(Key, Tally)>>,
    /// Everything together.
    pub total: Tally,
}

impl Table {
    /// Puts together what falls into one group by the reader's calendar.
    ///
    /// # Errors
    /// [`TooManyCells`].
    pub fn of(
        by: &[Dimension],
        calendar: &Calendar,
        groups: impl IntoIterator<Item = Group>,
    ) -> Result<Self, TooManyCells> {
        let mut cells: BTreeMap<Vec<Key>, Tally> = BTreeMap::new();
        let mut total = Tally::default();
        for group in groups {
            let mut others = group.keys.into_iter();
            let keys = by.iter().map(|dimension| {
                if dimension.grain_ms().is_some() {
                    calendar.key(*dimension, group.wall)
                } else {
                    others.next().unwrap_or(Key::None)
                }
            });
            cells.entry(keys.collect()).or_default().add(&group.tally);
            total.add(&group.tally);
            if cells.len() > limit::REPORT_CELLS {
                return Err(TooManyCells);
            }
        }
        let level = |level: usize| {
            let mut groups: BTreeMap<&Key, Tally> = BTreeMap::new();
            for (keys, tally) in &cells {
                if let Some(key) = keys.get(level) {
                    groups.entry(key).or_default().add(tally);
                }
            }
            let groups = groups.into_iter();
            groups.map(|(key, tally)| (key.clone(), tally)).collect()
        };
        let depth = if cells.is_empty() { 0 } else { by.len() };
        Ok(Self {
            levels: (0..depth).map(level).collect(),
            cells: cells.into_iter().collect(),
            total,
        })
    }

    /// The same, where conversations stand in several groups of a dimension: what is counted by each dimension alone, and of all
    /// together, is no sum of its cells, and was counted apart.
    #[must_use]
    pub fn counted_apart(self, levels: Vec<Self>, total: Tally) -> Self {
        let of = |table: Self| table.levels.into_iter().next().unwrap_or_default();
        Self {
            levels: levels.into_iter().map(of).collect(),
            total,
            ..self
        }
    }

    /// The groups of one of the dimensions, each with what is counted of it in all.
    pub fn level(&self, level: usize) -> Vec<(Key, Tally)> {
        self.levels.get(level).cloned().unwrap_or_default()
    }

    /// What is counted where these groups meet.
    pub fn cell(&self, keys: &[Key]) -> Option<&Tally> {
        let found = self
            .cells
            .binary_search_by(|(known, _)| known.as_slice().cmp(keys));
        found
            .ok()
            .and_then(|place| self.cells.get(place))
            .map(|(_, tally)| tally)
    }
}

/// A report as the server answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What was asked for.
    pub question: Question,
    /// By whose calendar.
    pub calendar: Calendar,
    /// When.
    pub now: Timestamp,
    /// The first and the last day that are counted.
    pub days: (Option<Day>, Option<Day>),
    /// What it says.
    pub table: Table,
    /// What the chatbots are called, if it is grouped by them.
    pub chatbots: Vec<(ChatbotId, String)>,
    /// What the tags are called, likewise.
    pub tags: Vec<(TagId, String)>,
    /// What the expertises are called, likewise.
    pub expertises: Vec<(ExpertiseId, String)>,
}

impl Report {
    /// The groups of a level. Those of time follow one another without a gap, as far as these are few.
    pub fn groups(&self, level: usize) -> Vec<(Key, Tally)> {
        let known = self.table.level(level);
        let Some(dimension) = self.question.by.get(level) else {
            return known;
        };
        let mut keys: BTreeSet<Key> = known.iter().map(|(key, _)| key.clone()).collect();
        match dimension {
            Dimension::Weekday if !known.is_empty() => keys.extend((0..7).map(Key::Number)),
            Dimension::HourOfDay if !known.is_empty() => keys.extend((0..24).map(Key::Number)),
            dimension => keys.extend(self.days_between(*dimension, &known)),
        }
        let mut known: BTreeMap<Key, Tally> = known.into_iter().collect();
        keys.into_iter()
            .map(|key| {
                let tally = known.remove(&key).unwrap_or_default();
                (key, tally)
            })
            .collect()
    }

    /// The groups between the first and the last that there are.
    fn days_between(&self, dimension: Dimension, known: &[(Key, Tally)]) -> Vec<Key> {
        /// More would be no graph.
        const MOST: usize = 400;
        let day = |key: Option<&(Key, Tally)>| match key {
            Some((Key::Day(day), _)) => Some(Day(*day)),
            _ => None,
        };
        let (Some(first), Some(last)) = (day(known.first()), day(known.last())) else {
            return Vec::new();
        };
        let following = std::iter::successors(Some(first), |first| {
            Some(self.calendar.last_day(dimension, *first).next())
        });
        let between = following.take_while(|day| *day <= last);
        let between: Vec<_> = between.take(MOST + 1).collect();
        if between.len() > MOST {
            return Vec::new();
        }
        between.into_iter().map(|day| Key::Day(day.0)).collect()
    }

    /// Which conversations are those of a cell, if the list of sessions can be asked for them: `keys` are those of the first levels.
    pub fn opens(&self, keys: &[Key]) -> Option<Filter> {
        let mut filter = Filter {
            from: self.days.0,
            to: self.days.1,
            ..self.question.filter
        };
        for (dimension, key) in self.question.by.iter().zip(keys) {
            self.narrow(&mut filter, *dimension, key)?;
        }
        Some(filter)
    }

    /// The same for the groups of one level alone.
    pub fn opens_level(&self, level: usize, key: &Key) -> Option<Filter> {
        let mut filter = self.opens(&[])?;
        self.narrow(&mut filter, *self.question.by.get(level)?, key)?;
        Some(filter)
    }

    /// Leaves those of a group; `None` if the list cannot be asked for them.
    fn narrow(&self, filter: &mut Filter, dimension: Dimension, key: &Key) -> Option<()> {
        match key {
            Key::Day(first) => {
                let first = Day(*first);
                let last = self.calendar.last_day(dimension, first);
                filter.from = Some(filter.from.map_or(first, |from| from.max(first)));
                filter.to = Some(filter.to.map_or(last, |to| to.min(last)));
            }
            Key::Number(number) => match dimension {
                Dimension::Weekday => {
                    let weekday = self.calendar.weekday_at(*number);
                    filter.weekday = Some(Weekday(u8::try_from(weekday).ok()?));
                }
                Dimension::HourOfDay => {
                    filter.hour_of_day = Some(HourOfDay(u8::try_from(*number).ok()?));
                }
                _ => filter.hour = Some(Hour(*number)),
            },
            Key::Channel(channel) => filter.channel = Some(*channel),
            Key::Operator(operator) if self.question.kind == Kind::Operators => {
                let one = Which::Is(*operator);
                // Of two who were in it, the list can be asked for one.
                if filter.operator.is_some_and(|other| other != one) {
                    return None;
                }
                filter.operator = Some(one);
            }
            Key::Operator(operator) => filter.counts_for = Some(Which::Is(*operator)),
            Key::Chatbot(chatbot) => filter.chatbot = Some(Which::Is(*chatbot)),
            Key::Tag(tag) => filter.tag = Some(Which::Is(*tag)),
            Key::Expertise(expertise) => filter.expertise = Some(Which::Is(*expertise)),
            Key::Handler(handler) => filter.handler = Some(Which::Is(*handler)),
            Key::Rating(Reverse(face)) => filter.rated = Some(Rated::As(*face)),
            Key::Outcome(outcome) => filter.outcome = Some(Which::Is(*outcome)),
            Key::Country(country) => filter.country = Some(Which::Is(*country)),
            Key::Language(tag) => filter.language = Some(Which::Is(LanguageTag::read(tag)?)),
            Key::None
                if self.question.kind.overlaps(dimension) && dimension == Dimension::Operator =>
            {
                filter.operator = Some(Which::None);
            }
            Key::None => leave_those_without(filter, dimension)?,
        }
        Some(())
    }
}

/// Leaves those that have none of a dimension; in every channel and at every time there is one.
fn leave_those_without(filter: &mut Filter, dimension: Dimension) -> Option<()> {
    match dimension {
        Dimension::Operator => filter.counts_for = Some(Which::None),
        Dimension::Chatbot => filter.chatbot = Some(Which::None),
        Dimension::Tag => filter.tag = Some(Which::None),
        Dimension::Expertise => filter.expertise = Some(Which::None),
        Dimension::Handler => filter.handler = Some(Which::None),
        Dimension::Rating => filter.rated = Some(Rated::Not),
        Dimension::Outcome => filter.outcome = Some(Which::None),
        Dimension::Country => filter.country = Some(Which::None),
        Dimension::Language => filter.language = Some(Which::None),
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::UserId;
    use crate::rating::Face;
    use crate::time::{DAY_MS, HOUR_MS};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn calendar() -> Calendar {
        Calendar {
            zone: "UTC".to_owned(),
            week_begins: 0,
        }
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn group(wall: Timestamp, keys: Vec<Key>, count: i64) -> Group {
        let tally = Tally {
            count,
            messages: 3 * count,
            ..Tally::default()
        };
        Group { wall, keys, tally }
    }

    fn report(by: Vec<Dimension>, groups: Vec<Group>) -> Report {
        Report {
            table: Table::of(&by, &calendar(), groups).unwrap(),
            question: Question {
                by,
                ..Kind::Sessions.usual().question
            },
            calendar: calendar(),
            now: Timestamp(0),
            days: (None, None),
            chatbots: Vec::new(),
            tags: Vec::new(),
            expertises: Vec::new(),
        }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp(day(text).0 * DAY_MS)
    }

    fn rating(face: Face) -> Key {
        Key::Rating(Reverse(face))
    }

    #[test]
    fn groups_at_the_limit_are_counted_and_one_past_it_refused() {
        let hours = |count: usize| {
            (0..count).map(|hour| {
                let hour = i64::try_from(hour).unwrap();
                group(Timestamp(hour * HOUR_MS), Vec::new(), 1)
            })
        };
        let table = |count| Table::of(&[Dimension::Hour], &calendar(), hours(count));
        assert_eq!(
            table(limit::REPORT_CELLS).unwrap().cells.len(),
            limit::REPORT_CELLS
        );
        assert_eq!(table(limit::REPORT_CELLS + 1), Err(TooManyCells));
    }

    #[test]
    fn time_goes_on_where_nothing_happened() {
        let groups = vec![
            group(at("2026-01-31"), vec![], 1),
            group(at("2026-03-02"), vec![], 2),
        ];
        let months = report(vec![Dimension::Month], groups).groups(0);
        let months: Vec<_> = months
            .into_iter()
            .map(|(key, tally)| (key, tally.count))
            .collect();
        let expected = [("2026-01-01", 1), ("2026-02-01", 0), ("2026-03-01", 2)];
        assert_eq!(
            months,
            expected.map(|(text, count)| (Key::Day(day(text).0), count))
        );
        let weekdays = report(
            vec![Dimension::Weekday],
            vec![group(at("2026-01-31"), vec![], 1)],
        );
        assert_eq!(weekdays.groups(0).len(), 7);
        // Where one group is far from the next, only those that there are stand.
        let far = vec![
            group(at("1999-01-31"), vec![], 1),
            group(at("2026-03-02"), vec![], 2),
        ];
        assert_eq!(report(vec![Dimension::Day], far).groups(0).len(), 2);
        assert_eq!(report(vec![Dimension::Day], vec![]).groups(0), []);
    }

    #[test]
    fn a_cell_opens_the_conversations_that_it_counts() {
        let by = vec![Dimension::Month, Dimension::Rating];
        let mut report = report(by, Vec::new());
        report.days = (Some(day("2026-11-10")), Some(day("2026-12-05")));
        let month = Key::Day(day("2026-11-01").0);
        let opened = report.opens(&[month.clone(), rating(Face::Okay)]).unwrap();
        assert_eq!(opened.from, Some(day("2026-11-10")));
        assert_eq!(opened.to, Some(day("2026-11-30")));
        assert_eq!(opened.rated, Some(Rated::As(Face::Okay)));
        let unrated = report.opens_level(1, &Key::None).unwrap();
        assert_eq!(
            (unrated.rated, unrated.to),
            (Some(Rated::Not), report.days.1)
        );
        assert_eq!(report.opens(&[month]).unwrap().rated, None);
        report.question.by = vec![Dimension::HourOfDay];
        let third = report.opens(&[Key::Number(3)]).unwrap();
        assert_eq!(third.hour_of_day, Some(HourOfDay(3)));
        report.question.by = vec![Dimension::Weekday];
        report.calendar.week_begins = 6;
        let first = report.opens(&[Key::Number(0)]).unwrap();
        assert_eq!(first.weekday.map(Weekday::word), Some("sunday"));
        report.question.by = vec![Dimension::Hour];
        let hour = report.opens(&[Key::Number(25)]).unwrap();
        assert_eq!(hour.hour, Some(Hour(25)));
        report.question.by = vec![Dimension::Operator];
        let operator = UserId(Uuid::from_u128(1));
        let own = report.opens(&[Key::Operator(operator)]).unwrap();
        assert_eq!(own.counts_for, Some(Which::Is(operator)));
        report.question.kind = Kind::Operators;
        let in_which = report.opens(&[Key::Operator(operator)]).unwrap();
        assert_eq!(in_which.operator, Some(Which::Is(operator)));
        assert_eq!(in_which.counts_for, None);
        assert_eq!(
            report.opens(&[Key::None]).unwrap().operator,
            Some(Which::None)
        );
        report.question.filter.operator = Some(Which::Is(UserId(Uuid::from_u128(2))));
        assert_eq!(report.opens(&[Key::Operator(operator)]), None);
        report.question.filter.operator = None;
        report.question.by = vec![Dimension::Outcome];
        let going_on = report.opens(&[Key::None]).unwrap();
        assert_eq!(going_on.outcome, Some(Which::None));
        report.question.by = vec![Dimension::Country];
        let nowhere = report.opens(&[Key::None]).unwrap();
        assert_eq!(nowhere.country, Some(Which::None));
    }

    proptest! {
        #[test]
        fn groups_add_up_to_the_totals(
            made in proptest::collection::vec((0i64..900, 0usize..4, 0i64..9), 0..60),
            time in proptest::sample::select(vec![Dimension::Day, Dimension::Week, Dimension::Month, Dimension::Weekday]),
            is_flipped in any::<bool>(),
        ) {
            let mut by = vec![time, Dimension::Rating];
            if is_flipped {
                by.reverse();
            }
            let groups: Vec<_> = made
                .iter()
                .map(|(hours, face, count)| {
                    let face = Face::ALL.get(*face).copied().map_or(Key::None, rating);
                    group(Timestamp(hours * HOUR_MS), vec![face], *count)
                })
                .collect();
            let mut listed = Tally::default();
            for group in &groups {
                listed.add(&group.tally);
            }
            let report = report(by, groups);
            prop_assert_eq!(report.table.total, listed);
            let sum = |tallies: Vec<Tally>| {
                let mut sum = Tally::default();
                for tally in &tallies {
                    sum.add(tally);
                }
                sum
            };
            for level in 0..2 {
                let groups = report.groups(level).into_iter().map(|(_, tally)| tally);
                prop_assert_eq!(sum(groups.collect()), listed);
            }
            for (row, whole) in report.groups(0) {
                let cells = report.groups(1).into_iter().filter_map(|(column, _)| {
                    report.table.cell(&[row.clone(), column]).copied()
                });
                prop_assert_eq!(sum(cells.collect()), whole);
            }
        }
    }
}
