//! What a report is asked for, as it stands in the address of its page (spec 13.2, 13.3, 12.4): the address is the whole state.

use super::folds::keys;
use super::{Dimension, Filter, Folds, Key, Measure, Rated, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which of the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// *Session Statistics* (spec 13.2).
    Sessions,
    /// *Operator Analysis* (spec 13.3).
    Operators,
    /// *Customer Ratings* (spec 12.4).
    Ratings,
}

/// How it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// As a graph.
    Graph,
    /// As a table of rows and columns with totals.
    Pivot,
    /// As the list of what is counted.
    List,
    /// As cards of what is counted.
    Kanban,
}

/// What kind of graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Bars, one group upon the other.
    Stacked,
    /// Bars side by side.
    Bar,
    /// Lines.
    Line,
    /// A pie.
    Pie,
}

/// What the server is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// For which report: it tells what [`Kind::measures`] says.
    pub kind: Kind,
    /// By what it is grouped, one or two levels.
    pub by: Vec<Dimension>,
    /// When; days that [`Filter`] names come before it.
    pub span: Span,
    /// Which conversations are counted.
    pub filter: Filter,
}

/// Everything that the address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What is counted.
    pub question: Question,
    /// What is told of it; a graph tells the first.
    pub measures: Vec<Measure>,
    /// How it is shown.
    pub view: View,
    /// Which kind of graph.
    pub chart: Chart,
    /// Whether the second level stands below the first in a pivot, instead of across.
    pub is_nested: bool,
    /// The series of a graph that are switched off: groups of [`Query::series`].
    pub hidden: BTreeSet<Key>,
    /// The rows of a nested pivot whose second level is folded away.
    pub folded: Folds,
}

impl Query {
    /// The level whose groups are the series of its graph: a pie has none but those of the first.
    pub fn series(&self) -> usize {
        usize::from(self.chart != Chart::Pie)
    }
}

/// A field of an address that says nothing that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Which.
    pub field: &'static str,
    /// What it may say, if these are few.
    pub allowed: Vec<&'static str>,
}

impl Unknown {
    /// A field that may say nothing but these words.
    pub(super) fn new(field: &'static str, allowed: &[&'static str]) -> Self {
        let allowed = allowed.to_vec();
        Self { field, allowed }
    }
}

impl View {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Graph, Self::Pivot, Self::List, Self::Kanban];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Pivot => "pivot",
            Self::List => "list",
            Self::Kanban => "kanban",
        }
    }
}

impl Chart {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Stacked, Self::Bar, Self::Line, Self::Pie];

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stacked => "stacked",
            Self::Bar => "bar",
            Self::Line => "line",
            Self::Pie => "pie",
        }
    }
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sessions, Self::Operators, Self::Ratings];

    /// Where its page is.
    pub fn path(self) -> &'static str {
        match self {
            Self::Sessions => "/reports",
            Self::Operators => "/reports/operators",
            Self::Ratings => "/reports/ratings",
        }
    }

    /// What its file is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Operators => "operators",
            Self::Ratings => "ratings",
        }
    }

    /// The one whose page stands at a path.
    pub fn of_path(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.path() == path)
    }

    /// What is shown as long as the address says nothing else.
    pub fn usual(self) -> Query {
        let (by, measure, span, view, chart) = match self {
            Self::Sessions => (
                vec![Dimension::Day, Dimension::Rating],
                Measure::Messages,
                Span::Last30Days,
                View::Graph,
                Chart::Stacked,
            ),
            Self::Operators => (
                vec![Dimension::Operator],
                Measure::Sessions,
                Span::ThisMonth,
                View::Graph,
                Chart::Bar,
            ),
            Self::Ratings => (
                vec![Dimension::Operator, Dimension::Rating],
                Measure::Count,
                Span::All,
                View::Kanban,
                Chart::Stacked,
            ),
        };
        let rated = (self == Self::Ratings).then_some(Rated::Any);
        Query {
            question: Question {
                kind: self,
                by,
                span,
                filter: Filter {
                    rated,
                    ..Filter::default()
                },
            },
            measures: vec![measure],
            view,
            chart,
            is_nested: false,
            hidden: BTreeSet::new(),
            folded: Folds::default(),
        }
    }

    /// The measures that it offers (spec 13.2, 13.3).
    pub fn measures(self) -> &'static [Measure] {
        match self {
            Self::Sessions => &Measure::ALL,
            Self::Operators => &[
                Measure::Sessions,
                Measure::DurationSeconds,
                Measure::Rating,
                Measure::TimeToAnswer,
                Measure::Count,
            ],
            Self::Ratings => &[Measure::Count, Measure::Rating, Measure::Happy],
        }
    }

    /// Whether a conversation can stand in several groups of a dimension, so that these make up more than there is: *Operator
    /// Analysis* counts it for each operator who took part in it (spec 7.8, 13.3).
    pub fn overlaps(self, dimension: Dimension) -> bool {
        dimension.overlaps() || (self == Self::Operators && dimension == Dimension::Operator)
    }

    /// Those of its measures that are asked for most: they stand above what is counted.
    pub fn numbers(self) -> &'static [Measure] {
        match self {
            Self::Sessions => &[
                Measure::Count,
                Measure::TimeToAnswer,
                Measure::Happy,
                Measure::ByBot,
                Measure::Unrated,
            ],
            Self::Operators => &[
                Measure::Sessions,
                Measure::DurationSeconds,
                Measure::Rating,
                Measure::TimeToAnswer,
            ],
            Self::Ratings => self.measures(),
        }
    }

    /// The ways in which it is shown, the usual one first.
    pub fn views(self) -> &'static [View] {
        match self {
            Self::Sessions | Self::Operators => &[View::Graph, View::Pivot, View::List],
            Self::Ratings => &[View::Kanban, View::List, View::Pivot, View::Graph],
        }
    }

    /// Reads an address; what is empty is as usual.
    ///
    /// # Errors
    /// The first field that says nothing that there is.
    pub fn read(self, field: impl Fn(&'static str) -> Option<String>) -> Result<Query, Unknown> {
        let told = |name| field(name).filter(|text| !text.is_empty());
        let usual = self.usual();
        let words = Dimension::ALL.map(Dimension::word);
        let dimension = |name| {
            let word = told(name);
            word.map(|word| Dimension::of_word(&word).ok_or_else(|| Unknown::new(name, &words)))
                .transpose()
        };
        let mut by = usual.question.by.clone();
        if let Some(first) = dimension("by")? {
            by = vec![first];
        }
        match told("then").as_deref() {
            Some("none") => by.truncate(1),
            Some(_) => {
                by.truncate(1);
                by.extend(dimension("then")?);
            }
            None => {}
        }
        by.dedup();
        let offered: Vec<_> = self.measures().iter().map(|one| one.word()).collect();
        let measures = told("measure").map_or(Ok(usual.measures), |list| {
            let of_word =
                |word| Measure::of_word(word).filter(|measure| self.measures().contains(measure));
            let mut measures: Vec<_> = list
                .split(',')
                .map(|word| of_word(word).ok_or_else(|| Unknown::new("measure", &offered)))
                .collect::<Result<_, _>>()?;
            let mut known = Vec::new();
            measures.retain(|measure| {
                !known.contains(measure) && {
                    known.push(*measure);
                    true
                }
            });
            Ok(measures)
        })?;
        let views: Vec<_> = self.views().to_vec();
        let mut filter = Filter::read(&field)?;
        filter.rated = filter.rated.or(usual.question.filter.rated);
        let mut query = Query {
            question: Question {
                kind: self,
                by,
                span: one_of(
                    "span",
                    told("span"),
                    &Span::ALL,
                    Span::word,
                    usual.question.span,
                )?,
                filter,
            },
            measures,
            view: one_of("view", told("view"), &views, View::word, usual.view)?,
            chart: one_of(
                "chart",
                told("chart"),
                &Chart::ALL,
                Chart::word,
                usual.chart,
            )?,
            is_nested: one_of("pivot", told("pivot"), &[false, true], pivot, false)?,
            hidden: BTreeSet::new(),
            folded: Folds::default(),
        };
        let of_level = |level: usize| query.question.by.get(level).copied();
        let hidden = told("hidden").unwrap_or_default();
        let folded = told("folded").unwrap_or_default();
        (query.hidden, query.folded) = (
            keys(&hidden, of_level(query.series())),
            Folds::read(&folded, of_level(0)),
        );
        Ok(query)
    }

    /// Where the same is a file.
    pub fn file_address(self, query: &Query) -> String {
        let address = self.address(query);
        let fields = address.split_once('?').map(|(_, fields)| fields);
        let fields = fields
            .map(|fields| format!("?{fields}"))
            .unwrap_or_default();
        format!("/console/reports/{}.csv{fields}", self.word())
    }

    /// The address of a report: its path, and what is not as usual.
    pub fn address(self, query: &Query) -> String {
        let usual = self.usual();
        let mut fields = Vec::new();
        let mut tell = |name: &'static str, is_usual: bool, value: String| {
            if !is_usual {
                fields.push(format!("{name}={value}"));
            }
        };
        let Question {
            kind: _,
            by,
            span,
            filter,
        } = &query.question;
        if *by != usual.question.by {
            let then = by.get(1).map_or("none", |then| then.word());
            tell(
                "by",
                false,
                by.first().map_or("none", |first| first.word()).to_owned(),
            );
            tell("then", false, then.to_owned());
        }
        let measures: Vec<_> = query.measures.iter().map(|one| one.word()).collect();
        tell(
            "measure",
            query.measures == usual.measures,
            measures.join(","),
        );
        tell(
            "view",
            query.view == usual.view,
            query.view.word().to_owned(),
        );
        tell(
            "chart",
            query.chart == usual.chart,
            query.chart.word().to_owned(),
        );
        tell("pivot", !query.is_nested, pivot(query.is_nested).to_owned());
        tell("span", *span == usual.question.span, span.word().to_owned());
        let hidden: Vec<_> = query.hidden.iter().map(Key::word).collect();
        tell("hidden", hidden.is_empty(), hidden.join(","));
        tell("folded", query.folded.is_none(), query.folded.words());
        for (name, value) in filter.fields() {
            let is_usual = name == "rating" && filter.rated == usual.question.filter.rated;
            tell(name, is_usual, value);
        }
        if fields.is_empty() {
            return self.path().to_owned();
        }
        format!("{}?{}", self.path(), fields.join("&"))
    }
}

fn pivot(is_nested: bool) -> &'static str {
    if is_nested { "nested" } else { "crossed" }
}

fn one_of<T: Copy>(
    field: &'static str,
    told: Option<String>,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    usual: T,
) -> Result<T, Unknown> {
    let Some(told) = told else {
        return Ok(usual);
    };
    let found = all.iter().copied().find(|known| word(*known) == told);
    found.ok_or_else(|| Unknown {
        field,
        allowed: all.iter().map(|known| word(*known)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::rating::Face;
    use std::cmp::Reverse;

    fn read(kind: Kind, address: &str) -> Result<Query, Unknown> {
        let (_, fields) = address.split_once('?').unwrap_or((address, ""));
        kind.read(|name| {
            let mut fields = fields.split('&').filter_map(|field| field.split_once('='));
            let found = fields.find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_owned())
        })
    }

    #[test]
    fn an_address_is_read_as_it_is_written() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_path(kind.path()), Some(kind));
            assert_eq!(read(kind, kind.path()), Ok(kind.usual()));
            assert_eq!(kind.address(&kind.usual()), kind.path());
            let file = format!("/console/reports/{}.csv", kind.word());
            assert_eq!(kind.file_address(&kind.usual()), file);
            let is_told = |number| kind.measures().contains(number);
            assert!(kind.numbers().iter().all(is_told), "{kind:?}");
            for by in Dimension::ALL {
                for then in [None, Some(Dimension::Rating), Some(Dimension::Weekday)] {
                    let mut by = vec![by];
                    by.extend(then);
                    by.dedup();
                    let query = Query {
                        question: Question {
                            kind,
                            by,
                            span: Span::ThisYear,
                            filter: Filter {
                                rated: Some(Rated::Not),
                                from: Day::parse("2026-11-01"),
                                ..Filter::default()
                            },
                        },
                        measures: kind.measures().to_vec(),
                        view: View::Pivot,
                        chart: Chart::Pie,
                        is_nested: true,
                        hidden: BTreeSet::from([Key::None]),
                        folded: Folds::all().turned(&Key::None),
                    };
                    assert_eq!(read(kind, &kind.address(&query)), Ok(query));
                }
            }
        }
    }

    #[test]
    fn what_is_not_there_is_named_with_what_is() {
        let table = [
            ("by=moon", "by", 18),
            ("then=moon", "then", 18),
            ("by=day&then=moon", "then", 18),
            ("measure=likes", "measure", 18),
            ("measure=count,likes", "measure", 18),
            ("measure=count,", "measure", 18),
            ("view=kanban", "view", 3),
            ("chart=donut", "chart", 4),
            ("pivot=round", "pivot", 2),
            ("span=ever", "span", 9),
            ("rating=6", "rating", 5),
            ("rating=5.5", "rating", 5),
            ("from=2026-02-30", "from", 1),
            ("outcome=great", "outcome", 5),
            ("weekday=someday", "weekday", 7),
            ("operator=mara", "operator", 0),
        ];
        for (fields, name, allowed) in table {
            let unknown = read(Kind::Sessions, &format!("/reports?{fields}")).unwrap_err();
            assert_eq!(
                (unknown.field, unknown.allowed.len()),
                (name, allowed),
                "{fields}"
            );
        }
        // What another report offers is not offered here.
        let likes = read(Kind::Operators, "/reports/operators?measure=messages");
        assert_eq!(likes.unwrap_err().allowed.len(), 5);
    }

    #[test]
    fn series_that_are_switched_off_are_those_of_the_level_that_the_graph_shows() {
        let hidden = |fields: &str| {
            let query = read(Kind::Sessions, &format!("/reports?{fields}")).unwrap();
            query.hidden.into_iter().collect::<Vec<_>>()
        };
        let face = Key::Rating(Reverse(Face::Okay));
        assert_eq!(hidden("hidden=3,none"), [face, Key::None]);
        let day = Day::parse("2026-11-01").unwrap();
        assert_eq!(hidden("chart=pie&hidden=2026-11-01,3"), [Key::Day(day.0)]);
        // What another grouping left there means nothing.
        assert_eq!(hidden("by=channel&then=none&hidden=3"), []);
    }

    #[test]
    fn what_is_said_twice_counts_once() {
        let twice = read(
            Kind::Sessions,
            "/reports?by=day&then=day&measure=count,count",
        )
        .unwrap();
        assert_eq!(twice.question.by, [Dimension::Day]);
        assert_eq!(twice.measures, [Measure::Count]);
        let alone = read(Kind::Sessions, "/reports?then=none").unwrap();
        assert_eq!(alone.question.by, [Dimension::Day]);
    }
}
