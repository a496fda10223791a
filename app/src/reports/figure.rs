//! A report as a graph: its series, its categories, and how high each stands; where that is drawn, others decide.

use super::label::Words;
use domain::rating::Face;
use domain::report::{Chart, Key, Kind, Measure, Query, Report, Tally, Unit};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The colours that follow one another.
const COLOURS: [&str; 8] = ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"];

/// What one colour stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Series {
    /// Its group; that of the measure itself where there is one level.
    pub(super) key: Option<Key>,
    pub(super) name: String,
    /// The colour's name, the end of a class.
    pub(super) colour: &'static str,
}

/// What stands at one place of the axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Category {
    pub(super) name: String,
    /// Where its sessions are listed.
    pub(super) href: Option<String>,
    /// What each series that is shown has here, if it has anything.
    pub(super) points: Vec<Option<Point>>,
}

/// A series at one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    /// Which of the series that are shown.
    pub(super) value: f64,
    /// What it adds to the height of a stacked bar.
    pub(super) part: f64,
    pub(super) href: Option<String>,
}

/// A graph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    pub(super) measure: Measure,
    pub(super) series: Vec<Series>,
    pub(super) categories: Vec<Category>,
    /// Whether what the series have at a place is more than there is.
    overlaps: bool,
}

/// The series of a report: the groups of its second level, or one.
pub(super) fn series(words: Words, kind: Kind, report: &Report, query: &Query) -> Vec<Series> {
    let measure = query.measures.first().copied().unwrap_or(Measure::Count);
    if report.question.by.len() < 2 || query.chart == Chart::Pie {
        return vec![Series {
            key: None,
            name: words.measure(kind, measure).to_owned(),
            colour: COLOURS.first().copied().unwrap_or_default(),
        }];
    }
    let groups = report.groups(1).into_iter().enumerate();
    let named = groups.map(|(place, (key, _))| Series {
        name: words.key(report, 1, &key),
        colour: colour(place, &key, report.question.by.get(1)),
        key: Some(key),
    });
    named.collect()
}

/// Ratings have colours of their own, others take theirs by their place.
pub(super) fn colour(
    place: usize,
    key: &Key,
    dimension: Option<&domain::report::Dimension>,
) -> &'static str {
    match key {
        Key::Rating(Reverse(Face::Satisfied)) => "satisfied",
        Key::Rating(Reverse(Face::Okay)) => "okay",
        Key::Rating(Reverse(Face::Dissatisfied)) => "dissatisfied",
        Key::None if dimension == Some(&domain::report::Dimension::Rating) => "none",
        _ => COLOURS
            .get(place % COLOURS.len())
            .copied()
            .unwrap_or_default(),
    }
}

/// The address of the sessions behind a cell.
pub(super) fn opened(filter: Option<domain::report::Filter>) -> Option<String> {
    let fields = filter?.fields();
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    Some(format!("/sessions?{}", fields.join("&")))
}

impl Figure {
    /// The graph of a report without the series that are switched off.
    pub(super) fn of(
        words: Words,
        report: &Report,
        query: &Query,
        all: &[Series],
        hidden: &BTreeSet<Key>,
    ) -> Self {
        let measure = query.measures.first().copied().unwrap_or(Measure::Count);
        let is_shown = |series: &&Series| {
            let key = series.key.as_ref();
            key.is_none_or(|key| !hidden.contains(key))
        };
        let second = report.question.by.get(1);
        let overlaps = second.is_some_and(|second| report.question.kind.overlaps(*second));
        let series: Vec<Series> = all.iter().filter(is_shown).cloned().collect();
        let categories = report.groups(0).into_iter().map(|(key, whole)| {
            let point = |of: &Series| {
                let (tally, keys): (Option<&Tally>, Vec<Key>) = match &of.key {
                    None => (Some(&whole), vec![key.clone()]),
                    Some(second) => {
                        let keys = vec![key.clone(), second.clone()];
                        (report.table.cell(&keys), keys)
                    }
                };
                let tally = tally.filter(|tally| tally.count > 0)?;
                Some(Point {
                    value: tally.value(measure, report.now)?,
                    part: tally.part_of(&whole, measure, report.now)?,
                    href: opened(report.opens(&keys)),
                })
            };
            Category {
                name: words.key(report, 0, &key),
                href: opened(report.opens(std::slice::from_ref(&key))),
                points: series.iter().map(point).collect(),
            }
        });
        Self {
            measure,
            categories: categories.collect(),
            series,
            overlaps,
        }
    }

    /// How high the axis has to reach.
    pub(super) fn highest(&self, chart: Chart) -> f64 {
        let of = |category: &Category| {
            let points = category.points.iter().flatten();
            if chart == Chart::Stacked && self.is_stackable() {
                points.map(|point| point.part).sum()
            } else {
                points.map(|point| point.value).fold(0., f64::max)
            }
        };
        self.categories.iter().map(of).fold(0., f64::max)
    }

    /// Whether parts make up a whole: days since a first session do not, nor do groups that share conversations.
    pub(super) fn is_stackable(&self) -> bool {
        self.measure != Measure::DaysOfActivity && !self.overlaps
    }

    /// What is said of a place of the axis: its name, and what each series has there.
    pub(super) fn told(&self, words: Words, category: &Category) -> String {
        let points = self.series.iter().zip(&category.points);
        let told = points.filter_map(|(series, point)| {
            let value = words.value(self.measure, Some(point.as_ref()?.value));
            Some(if self.series.len() == 1 {
                value
            } else {
                format!("{} {value}", series.name)
            })
        });
        let told: Vec<_> = told.collect();
        format!("{}: {}", category.name, told.join(" · "))
    }
}

/// Round numbers from nothing to at least the highest, at most seven of them; whole ones where things are counted.
pub(super) fn ticks(highest: f64, unit: Unit) -> Vec<f64> {
    if highest <= 0. || !highest.is_finite() {
        return vec![0., 1.];
    }
    let rough = highest / 5.;
    let is_whole = unit == Unit::Things;
    let least = if is_whole { 1. } else { 0. };
    let power = 10f64.powf(rough.log10().floor()).max(least);
    let steps = [1., 2., 2.5, 5., 10.].map(|factor| factor * power);
    let step = steps
        .into_iter()
        .filter(|step| !is_whole || step.fract() < 1e-9)
        .find(|step| *step >= rough * (1. - 1e-9))
        .unwrap_or(power * 10.);
    let following = std::iter::successors(Some(0u32), |place| Some(place + 1));
    let mut ticks = Vec::new();
    for value in following.map(|place| f64::from(place) * step) {
        ticks.push(value);
        if value >= highest * (1. - 1e-9) {
            break;
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::ticks;
    use domain::report::Unit;

    #[test]
    fn an_axis_is_marked_with_round_numbers() {
        use Unit::{Average, Things};
        let table: [(f64, Unit, &[f64]); 10] = [
            (0., Average, &[0., 1.]),
            (1., Average, &[0., 0.2, 0.4, 0.6, 0.8, 1.]),
            (1., Things, &[0., 1.]),
            (2., Things, &[0., 1., 2.]),
            (5., Average, &[0., 1., 2., 3., 4., 5.]),
            (12., Average, &[0., 2.5, 5., 7.5, 10., 12.5]),
            (12., Things, &[0., 5., 10., 15.]),
            (55., Things, &[0., 20., 40., 60.]),
            (61., Average, &[0., 20., 40., 60., 80.]),
            (1000., Things, &[0., 200., 400., 600., 800., 1000.]),
        ];
        for (highest, unit, expected) in table {
            let found = ticks(highest, unit);
            assert_eq!(found.len(), expected.len(), "{highest}: {found:?}");
            for (one, other) in found.iter().zip(expected) {
                assert!((one - other).abs() < 1e-9, "{highest}: {found:?}");
            }
        }
        for highest in 1..2_000 {
            let found = ticks(f64::from(highest), Things);
            assert!(
                found.len() <= 7 && found.iter().all(|tick| tick.fract() < 1e-9),
                "{found:?}"
            );
        }
    }
}
