//! Sessions as lines of a file for spreadsheet programs (spec 13.1): what each cell holds, and comma-separated values, as RFC 4180
//! writes them.

use super::Session;
use crate::day::Day;
use crate::id::{ChannelId, UserId};
use crate::time::{DAY_MS, SECOND_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// What a file can tell of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// When it began, in UTC.
    #[serde(rename = "began_utc")]
    Began,
    /// When it ended, in UTC; empty as long as it goes on.
    #[serde(rename = "ended_utc")]
    Ended,
    /// What operators call the visitor, or that nothing but the figures is left.
    Visitor,
    /// The channel's name.
    Channel,
    /// The code of the visitor's country.
    Country,
    /// The visitor's language tag.
    Language,
    /// Everybody who was ever in it.
    Operators,
    /// Whole seconds from its beginning to its end, or until now.
    #[serde(rename = "duration_seconds")]
    Duration,
    /// How many messages were written.
    Messages,
    /// How many people wrote them.
    Speakers,
    /// Whole seconds until the first answer; empty if there was none.
    #[serde(rename = "time_to_answer_seconds")]
    TimeToAnswer,
    /// 5, 3 or 1; empty if it was not rated.
    Rating,
    /// What the visitor wrote about it.
    Comment,
    /// The operator who was rated.
    RatedOperator,
    /// How it went; empty as long as it goes on.
    Outcome,
}

impl Column {
    /// All of them, in the order of a file.
    pub const ALL: [Self; 15] = [
        Self::Began,
        Self::Ended,
        Self::Visitor,
        Self::Channel,
        Self::Country,
        Self::Language,
        Self::Operators,
        Self::Duration,
        Self::Messages,
        Self::Speakers,
        Self::TimeToAnswer,
        Self::Rating,
        Self::Comment,
        Self::RatedOperator,
        Self::Outcome,
    ];

    /// What stands at its head, and names it in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Began => "began_utc",
            Self::Ended => "ended_utc",
            Self::Visitor => "visitor",
            Self::Channel => "channel",
            Self::Country => "country",
            Self::Language => "language",
            Self::Operators => "operators",
            Self::Duration => "duration_seconds",
            Self::Messages => "messages",
            Self::Speakers => "speakers",
            Self::TimeToAnswer => "time_to_answer_seconds",
            Self::Rating => "rating",
            Self::Comment => "comment",
            Self::RatedOperator => "rated_operator",
            Self::Outcome => "outcome",
        }
    }

    /// The column of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.word() == word)
    }
}

/// The header by which a server tells how many sessions a file will hold, for who shows how far it has come.
pub const SESSIONS_HEADER: &str = "porchlight-sessions";

/// What stands for the visitor of a conversation that was erased.
const ERASED: &str = "Erased";

/// What a line is made from besides the session.
pub struct Names<'names> {
    /// The name of a channel.
    pub channel: &'names dyn Fn(ChannelId) -> String,
    /// The name of an operator.
    pub operator: &'names dyn Fn(UserId) -> String,
}

/// The first line: the names of the columns, after the mark by which spreadsheet programs know UTF-8.
pub fn head(columns: &[Column]) -> String {
    let names = columns.iter().map(|column| column.word().to_owned());
    format!("\u{feff}{}", line(names))
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A whole number.
    Number(i64),
    /// A point in time, to be told in UTC.
    Moment(Timestamp),
    /// A word of ours.
    Word(&'static str),
    /// Text of people: never a formula.
    Text(String),
}

impl Cell {
    fn number(number: impl Into<i64>) -> Self {
        Self::Number(number.into())
    }

    fn comma_separated(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Moment(at) => moment(at),
            Self::Word(word) => word.to_owned(),
            Self::Text(text) => safe(&text),
        }
    }
}

/// What the cells of a session hold.
pub fn cells(
    session: &Session,
    columns: &[Column],
    names: &Names<'_>,
    now: Timestamp,
) -> Vec<Cell> {
    let fact = &session.fact;
    let seconds = |milliseconds: i64| Cell::Number(milliseconds / SECOND_MS);
    let cell = |column: &Column| match column {
        Column::Began => Some(Cell::Moment(fact.started_at)),
        Column::Ended => fact.ended_at.map(Cell::Moment),
        Column::Visitor => match &session.visitor_name {
            Some(name) => Some(Cell::Text(name.clone())),
            None => Some(Cell::Word(ERASED)),
        },
        Column::Channel => Some(Cell::Text((names.channel)(fact.channel))),
        Column::Country => fact.country.map(|country| Cell::Word(country.code())),
        Column::Language => fact.language.clone().map(Cell::Text),
        Column::Operators => {
            let operators = fact
                .operators
                .iter()
                .map(|operator| (names.operator)(*operator));
            Some(Cell::Text(operators.collect::<Vec<_>>().join("; ")))
        }
        Column::Duration => Some(seconds(fact.duration_ms(now))),
        Column::Messages => Some(Cell::number(fact.messages)),
        Column::Speakers => Some(Cell::number(fact.speakers)),
        Column::TimeToAnswer => fact.answered_after_ms.map(seconds),
        Column::Rating => fact.rating.map(|face| Cell::number(face.value())),
        Column::Comment => Some(Cell::Text(session.comment.clone())),
        Column::RatedOperator => fact
            .rated_operator
            .map(|operator| Cell::Text((names.operator)(operator))),
        Column::Outcome => fact.outcome.map(|outcome| Cell::Word(outcome.word())),
    };
    let cells = columns.iter().map(cell);
    cells.map(|cell| cell.unwrap_or(Cell::Empty)).collect()
}

/// The line of what some cells hold.
pub fn row(cells: Vec<Cell>) -> String {
    line(cells.into_iter().map(Cell::comma_separated))
}

/// A point in time as spreadsheet programs take it for one: `2026-11-28 10:22:29`.
fn moment(at: Timestamp) -> String {
    let within = at.0.rem_euclid(DAY_MS) / SECOND_MS;
    let (hour, minute, second) = (within / 3600, within / 60 % 60, within % 60);
    format!(
        "{} {hour:02}:{minute:02}:{second:02}",
        Day(at.0.div_euclid(DAY_MS))
    )
}

/// Text of people, which a spreadsheet program must not take for a formula: `attacks.md` 16.
pub(super) fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        return format!("'{text}");
    }
    text.to_owned()
}

pub(super) fn line(cells: impl Iterator<Item = String>) -> String {
    let quoted = cells.map(|cell| {
        if cell.contains([',', '"', '\n', '\r']) {
            return format!("\"{}\"", cell.replace('"', "\"\""));
        }
        cell
    });
    let mut line = quoted.collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rating::Face;
    use crate::report::Fact;
    use crate::testing::{conversation, operator};

    fn session() -> Session {
        Session {
            fact: Fact {
                started_at: Timestamp(1_795_256_769_000),
                ended_at: Some(Timestamp(1_795_256_769_000 + 90_500)),
                operators: vec![operator(1).id, operator(2).id],
                rating: Some(Face::Okay),
                rated_operator: Some(operator(2).id),
                answered_after_ms: Some(2_999),
                messages: 4,
                speakers: 3,
                ..Fact::of(&conversation())
            },
            visitor_name: Some("=HYPERLINK(\"x\")".to_owned()),
            comment: String::new(),
        }
    }

    fn told(session: &Session, comment: &str, columns: &[Column]) -> String {
        let names = Names {
            channel: &|_| "Shop, \"main\"".to_owned(),
            operator: &|id| if id == operator(1).id { "+Ada" } else { "Ben" }.to_owned(),
        };
        let session = Session {
            comment: comment.to_owned(),
            ..session.clone()
        };
        row(cells(&session, columns, &names, Timestamp(0)))
    }

    #[test]
    fn a_line_tells_what_the_columns_are() {
        let line = told(&session(), "Slow\nand \"rude\"", &Column::ALL);
        assert_eq!(
            line,
            "2026-11-21 10:26:09,2026-11-21 10:27:39,\"'=HYPERLINK(\"\"x\"\")\",\"Shop, \"\"main\"\"\",,,\
             '+Ada; Ben,90,4,3,2,3,\"Slow\nand \"\"rude\"\"\",Ben,\r\n"
        );
        let some = [Column::Rating, Column::Began];
        assert_eq!(told(&session(), "", &some), "3,2026-11-21 10:26:09\r\n");
        assert_eq!(head(&some), "\u{feff}rating,began_utc\r\n");
    }

    #[test]
    fn an_erased_session_says_so_where_its_visitor_stood() {
        let erased = Session {
            visitor_name: None,
            ..session()
        };
        assert_eq!(told(&erased, "", &[Column::Visitor]), "Erased\r\n");
    }

    #[test]
    fn nothing_that_people_write_becomes_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            let line = told(&session(), text, &[Column::Comment]);
            let cell = line.trim_start_matches('"');
            assert!(cell.starts_with('\''), "{text:?}");
        }
        assert_eq!(told(&session(), "1-1", &[Column::Comment]), "1-1\r\n");
    }

    #[test]
    fn every_column_has_a_word_of_its_own() {
        for column in Column::ALL {
            assert_eq!(Column::of_word(column.word()), Some(column));
            let told = serde_json::to_value(column).unwrap();
            assert_eq!(told, column.word());
        }
    }
}
