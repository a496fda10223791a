//! A report as lines of a file for spreadsheet programs: a line for each cell, its groups in words that machines know too.

use super::export::{line, safe};
use super::{Dimension, Key, Measure, Names, Report};
use crate::country::Country;
use crate::day::Day;
use crate::rating::Face;
use std::cmp::Reverse;

/// The file of a report, after the mark by which spreadsheet programs know UTF-8.
pub fn file(report: &Report, measures: &[Measure], names: &Names<'_>) -> String {
    let by = &report.question.by;
    let heads = by.iter().map(|dimension| dimension.word().to_owned());
    let told = measures.iter().map(|measure| measure.word().to_owned());
    let mut file = format!("\u{feff}{}", line(heads.chain(told)));
    for (keys, tally) in &report.table.cells {
        let groups = by.iter().zip(keys);
        let groups = groups.map(|(dimension, key)| group(report, *dimension, key, names));
        let values = measures.iter().map(|measure| {
            let value = tally.value(*measure, report.now);
            value.map(|value| format!("{value:.3}")).unwrap_or_default()
        });
        file.push_str(&line(groups.chain(values)));
    }
    file
}

/// What a group is called in a file; nothing where there is none.
fn group(report: &Report, dimension: Dimension, key: &Key, names: &Names<'_>) -> String {
    match key {
        Key::Number(number) => match dimension {
            Dimension::Weekday => (report.calendar.weekday_at(*number) + 1).to_string(),
            Dimension::HourOfDay => number.to_string(),
            _ => format!(
                "{} {:02}:00",
                Day(number.div_euclid(24)),
                number.rem_euclid(24)
            ),
        },
        Key::Day(day) => Day(*day).to_string(),
        Key::Channel(channel) => safe(&(names.channel)(*channel)),
        Key::Operator(operator) => safe(&(names.operator)(*operator)),
        Key::Chatbot(chatbot) => {
            let mut known = report.chatbots.iter();
            let found = known.find(|(id, _)| id == chatbot);
            safe(found.map_or("", |(_, name)| name))
        }
        Key::Tag(tag) => {
            let found = report.tags.iter().find(|(id, _)| id == tag);
            safe(found.map_or("", |(_, name)| name))
        }
        Key::Expertise(expertise) => {
            let mut known = report.expertises.iter();
            let found = known.find(|(id, _)| id == expertise);
            safe(found.map_or("", |(_, name)| name))
        }
        Key::Handler(handler) => handler.word().to_owned(),
        Key::Rating(Reverse(face)) => Face::value(*face).to_string(),
        Key::Outcome(outcome) => outcome.word().to_owned(),
        Key::Country(country) => Country::code(*country).to_owned(),
        Key::Language(tag) => safe(tag),
        Key::None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ChannelId, UserId};
    use crate::report::{Calendar, Group, Kind, Question, Table, Tally};
    use crate::time::{DAY_MS, HOUR_MS, Timestamp};
    use uuid::Uuid;

    fn told(by: &[Dimension], wall: Timestamp, keys: Vec<Key>) -> String {
        let calendar = Calendar {
            zone: "UTC".to_owned(),
            week_begins: 6,
        };
        let tally = Tally {
            count: 3,
            messages: 10,
            ..Tally::default()
        };
        let groups = [Group { wall, keys, tally }];
        let report = Report {
            table: Table::of(by, &calendar, groups).unwrap(),
            question: Question {
                by: by.to_vec(),
                ..Kind::Sessions.usual().question
            },
            calendar,
            now: Timestamp(0),
            days: (None, None),
            chatbots: Vec::new(),
            tags: Vec::new(),
            expertises: Vec::new(),
        };
        let names = Names {
            channel: &|_| "=Shop".to_owned(),
            operator: &|_| "Ada, Countess".to_owned(),
        };
        file(
            &report,
            &[Measure::Count, Measure::Messages, Measure::Rating],
            &names,
        )
    }

    #[test]
    fn every_cell_is_a_line_and_nothing_in_it_is_a_formula() {
        let wall = Timestamp(Day::parse("2026-11-28").unwrap().0 * DAY_MS + 9 * HOUR_MS);
        let id = Uuid::from_u128(1);
        let table = [
            (vec![Dimension::Day], vec![], "2026-11-28"),
            (vec![Dimension::Hour], vec![], "2026-11-28 09:00"),
            (vec![Dimension::HourOfDay], vec![], "9"),
            // Saturday is the sixth day, whichever a week begins with.
            (vec![Dimension::Weekday], vec![], "6"),
            (
                vec![Dimension::Month, Dimension::Rating],
                vec![Key::Rating(Reverse(Face::Okay))],
                "2026-11-01,3",
            ),
            (vec![Dimension::Rating], vec![Key::None], ""),
            (
                vec![Dimension::Channel],
                vec![Key::Channel(ChannelId(id))],
                "'=Shop",
            ),
            (
                vec![Dimension::Operator],
                vec![Key::Operator(UserId(id))],
                "\"Ada, Countess\"",
            ),
        ];
        for (by, keys, expected) in table {
            let heads: Vec<_> = by.iter().map(|by| by.word()).collect();
            let lines = format!(
                "\u{feff}{},count,messages,rating\r\n{expected},3.000,3.333,\r\n",
                heads.join(",")
            );
            assert_eq!(told(&by, wall, keys), lines);
        }
    }
}
