//! What is told in a report, in words: the same on the server and in the browser, so that nothing flashes.

use crate::country_names::country_name;
use crate::face::face_name;
use crate::history::choices::handler_name;
use crate::live::Console;
use crate::moment::Clock;
use crate::text::{Texts, fill, nth, use_texts};
use domain::day::Day;
use domain::report::{Chart, Dimension, Key, Kind, Measure, Report, Span, Unit, View};
use domain::user::Language;
use leptos::prelude::*;
use std::cmp::Reverse;

/// Everything that words are made of.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) texts: &'static Texts,
    pub(super) language: Language,
    console: StoredValue<Console>,
    pub(super) clock: Clock,
}

impl Words {
    pub(super) fn of_page() -> Self {
        Self {
            texts: use_texts(),
            language: use_context().unwrap_or_default(),
            console: StoredValue::new(Console::of_page()),
            clock: Clock::of_page(),
        }
    }

    /// What a group of a level is called.
    pub(super) fn key(self, report: &Report, level: usize, key: &Key) -> String {
        let texts = self.texts;
        let Some(dimension) = report.question.by.get(level).copied() else {
            return String::new();
        };
        match key {
            Key::Number(number) => self.number_key(report, dimension, *number),
            Key::Day(day) => self.day(dimension, Day(*day)),
            Key::Channel(channel) => {
                let console = self.console.get_value();
                let found = console.channel_untracked(*channel);
                let found = found.map(|channel| channel.name);
                found.unwrap_or_else(|| texts.unknown_channel.to_owned())
            }
            Key::Operator(operator) => {
                let console = self.console.get_value();
                let found = console.people.with_untracked(|people| {
                    let person = people.find(*operator);
                    person.map(|person| person.operator.name.clone())
                });
                found.unwrap_or_else(|| texts.report_former.to_owned())
            }
            Key::Chatbot(chatbot) => {
                let mut names = report.chatbots.iter();
                let found = names.find(|(known, _)| known == chatbot);
                found.map_or_else(|| texts.rule_chatbot.to_owned(), |(_, name)| name.clone())
            }
            Key::Tag(tag) => {
                let found = report.tags.iter().find(|(known, _)| known == tag);
                found.map_or_else(|| texts.report_deleted.to_owned(), |(_, name)| name.clone())
            }
            Key::Expertise(expertise) => {
                let mut names = report.expertises.iter();
                let found = names.find(|(known, _)| known == expertise);
                found.map_or_else(|| texts.report_deleted.to_owned(), |(_, name)| name.clone())
            }
            Key::Handler(handler) => handler_name(texts, *handler).to_owned(),
            Key::Rating(Reverse(face)) => face_name(texts, *face).to_owned(),
            Key::Outcome(outcome) => {
                crate::conversation::panel::outcome_name(texts, *outcome).to_owned()
            }
            Key::Country(country) => country_name(self.language, *country).to_owned(),
            Key::Language(tag) if self.clock.is_local.get_untracked() => {
                crate::browser::locale::language_name(tag, self.language)
            }
            Key::Language(tag) => tag.clone(),
            Key::None => self.none(dimension).to_owned(),
        }
    }

    fn none(self, dimension: Dimension) -> &'static str {
        let texts = self.texts;
        match dimension {
            Dimension::Operator => texts.session_nobody,
            Dimension::Chatbot => texts.report_no_bot,
            Dimension::Tag => texts.report_no_tag,
            Dimension::Expertise => texts.report_no_expertise,
            Dimension::Rating => texts.session_unrated,
            Dimension::Outcome => texts.session_open,
            Dimension::Country | Dimension::Language => texts.report_unknown,
            _ => texts.report_nobody,
        }
    }

    fn number_key(self, report: &Report, dimension: Dimension, number: i64) -> String {
        let hour = |hour: i64| format!("{hour:02}:00");
        match dimension {
            Dimension::Weekday => {
                let weekday = report.calendar.weekday_at(number);
                nth(self.texts.weekdays, weekday).to_owned()
            }
            Dimension::HourOfDay => hour(number),
            _ => {
                let day = self.day(Dimension::Day, Day(number.div_euclid(24)));
                format!("{day}, {}", hour(number.rem_euclid(24)))
            }
        }
    }

    /// A day, or the week, month, quarter or year that begins with it.
    pub(super) fn day(self, dimension: Dimension, day: Day) -> String {
        let texts = self.texts;
        let (year, month, of_month) = day.date();
        let name = nth(texts.months_short, month - 1);
        match dimension {
            Dimension::Week => {
                let day = format!("{of_month} {name} {year}");
                fill(texts.report_week_of, &[("day", &day)])
            }
            Dimension::Month => format!("{name} {year}"),
            Dimension::Quarter => {
                let quarter = (month + 2) / 3;
                format!("{}{quarter} {year}", texts.report_quarter_letter)
            }
            Dimension::Year => year.to_string(),
            _ => format!("{of_month} {name} {year}"),
        }
    }

    /// A value with its unit; a dash where there is nothing to tell.
    pub(super) fn value(self, measure: Measure, value: Option<f64>) -> String {
        let Some(value) = value else {
            return "–".to_owned();
        };
        let decimals = usize::from(measure.unit() != Unit::Things);
        let number = self.number(value, decimals);
        let count = [("count", number.as_str())];
        match measure.unit() {
            Unit::Things | Unit::Average => number,
            Unit::Minutes => fill(self.texts.minutes_short, &count),
            Unit::Seconds => fill(self.texts.seconds_short, &count),
            Unit::Percent => fill(self.texts.report_percent, &count),
        }
    }

    /// A number as it is written in the page's language.
    pub(super) fn number(self, value: f64, decimals: usize) -> String {
        let (group, point) = match self.language {
            Language::English => (",", "."),
            Language::French => ("\u{202f}", ","),
        };
        grouped(value, decimals, group, point)
    }

    pub(super) fn measure(self, kind: Kind, measure: Measure) -> &'static str {
        let texts = self.texts;
        match measure {
            Measure::Messages => texts.measure_messages,
            Measure::Sessions => texts.measure_sessions,
            Measure::Count => texts.measure_count,
            Measure::Speakers => texts.measure_speakers,
            Measure::Duration => texts.measure_duration,
            Measure::DurationSeconds => texts.measure_duration_seconds,
            Measure::TimeToAnswer => texts.measure_time_to_answer,
            Measure::Rating if kind == Kind::Operators => texts.measure_average_rating,
            Measure::Rating => texts.session_rating,
            Measure::Happy => texts.measure_happy,
            Measure::Unrated => texts.measure_unrated,
            Measure::Anonymous => texts.measure_anonymous,
            Measure::ByBot => texts.measure_by_bot,
            Measure::ByOperator => texts.measure_by_operator,
            Measure::Escalated => texts.outcome_escalated,
            Measure::NoAnswer => texts.outcome_no_answer,
            Measure::NoOneAvailable => texts.outcome_no_one,
            Measure::Tickets => texts.tickets,
            Measure::Leads => texts.measure_leads,
            Measure::DaysOfActivity => texts.measure_days_of_activity,
        }
    }

    pub(super) fn dimension(self, dimension: Dimension) -> &'static str {
        let texts = self.texts;
        match dimension {
            Dimension::Hour => texts.by_hour,
            Dimension::Day => texts.by_day,
            Dimension::Week => texts.by_week,
            Dimension::Month => texts.by_month,
            Dimension::Quarter => texts.by_quarter,
            Dimension::Year => texts.by_year,
            Dimension::Weekday => texts.by_weekday,
            Dimension::HourOfDay => texts.by_hour_of_day,
            Dimension::Channel => texts.channel,
            Dimension::Operator => texts.role_operator,
            Dimension::Chatbot => texts.rule_chatbot,
            Dimension::Handler => texts.by_handler,
            Dimension::Rating => texts.session_rating,
            Dimension::Outcome => texts.outcome,
            Dimension::Country => texts.place_country,
            Dimension::Language => texts.language,
            Dimension::Tag => texts.tag,
            Dimension::Expertise => texts.expertise,
        }
    }

    pub(super) fn span(self, span: Span) -> &'static str {
        let texts = self.texts;
        match span {
            Span::All => texts.span_all,
            Span::Today => texts.today,
            Span::ThisWeek => texts.span_week,
            Span::ThisMonth => texts.span_month,
            Span::LastMonth => texts.span_last_month,
            Span::ThisYear => texts.span_year,
            Span::Last7Days => texts.span_7_days,
            Span::Last30Days => texts.span_30_days,
            Span::Last90Days => texts.span_90_days,
        }
    }

    pub(super) fn view(self, view: View) -> &'static str {
        let texts = self.texts;
        match view {
            View::Graph => texts.report_graph,
            View::Pivot => texts.report_pivot,
            View::List => texts.list,
            View::Kanban => texts.kanban,
        }
    }

    pub(super) fn chart(self, chart: Chart) -> &'static str {
        let texts = self.texts;
        match chart {
            Chart::Stacked => texts.chart_stacked,
            Chart::Bar => texts.chart_bar,
            Chart::Line => texts.chart_line,
            Chart::Pie => texts.chart_pie,
        }
    }

    pub(super) fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Sessions => self.texts.report_sessions,
            Kind::Operators => self.texts.report_operators,
            Kind::Ratings => self.texts.report_ratings,
        }
    }
}

fn grouped(value: f64, decimals: usize, group: &str, point: &str) -> String {
    let told = format!("{:.decimals$}", value.abs());
    let (whole, rest) = told.split_once('.').unwrap_or((&told, ""));
    let mut digits = String::new();
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            digits.push_str(group);
        }
        digits.push(digit);
    }
    let sign = if value < 0. { "−" } else { "" };
    let is_whole = rest.bytes().all(|digit| digit == b'0');
    if is_whole {
        format!("{sign}{digits}")
    } else {
        format!("{sign}{digits}{point}{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_groups_of_three() {
        let table = [
            (0., 1, "0"),
            (9.96, 1, "10"),
            (999., 0, "999"),
            (1284.26, 1, "1,284.3"),
            (1_000_000., 0, "1,000,000"),
            (-1234.5, 1, "−1,234.5"),
            (0.05, 1, "0.1"),
        ];
        for (value, decimals, expected) in table {
            assert_eq!(grouped(value, decimals, ",", "."), expected);
        }
        assert_eq!(grouped(1284.5, 1, "\u{202f}", ","), "1\u{202f}284,5");
    }
}
