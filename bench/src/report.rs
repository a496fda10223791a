//! Figures with their bars: printed line by line, and written as JSON.

use crate::failure::Outcome;
use serde::Serialize;
use std::path::Path;

/// A value that was measured.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    baseline: Option<f64>,
    bar: Option<f64>,
    holds: bool,
}

impl Figure {
    /// A value that has no bar.
    pub(crate) fn reported(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            name: name.into(),
            value: rounded(value),
            unit,
            baseline: None,
            bar: None,
            holds: true,
        }
    }

    /// A value that must not be above its bar.
    pub(crate) fn at_most(
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        bar: f64,
    ) -> Self {
        Self {
            bar: Some(rounded(bar)),
            holds: value <= bar,
            ..Self::reported(name, value, unit)
        }
    }

    /// A value that must not be below its bar.
    pub(crate) fn at_least(
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        bar: f64,
    ) -> Self {
        Self {
            bar: Some(rounded(bar)),
            holds: value >= bar,
            ..Self::reported(name, value, unit)
        }
    }

    /// The same, with what a bare program reached in the same run.
    #[must_use]
    pub(crate) fn beside(mut self, baseline: f64) -> Self {
        self.baseline = Some(rounded(baseline));
        self
    }
}

/// The figures of one measurement.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    bench: &'static str,
    figures: Vec<Figure>,
}

impl Report {
    /// A report without figures yet.
    pub(crate) fn new(bench: &'static str) -> Self {
        Self {
            bench,
            figures: Vec::new(),
        }
    }

    /// Prints a figure and keeps it.
    #[expect(clippy::print_stdout, reason = "its output is its purpose")]
    pub(crate) fn add(&mut self, figure: Figure) {
        let beside =
            |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
        println!(
            "{:<52} {:>12} {:<10} baseline {:>10}  bar {:>10}  {}",
            figure.name,
            figure.value,
            figure.unit,
            beside(figure.baseline),
            beside(figure.bar),
            verdict(&figure),
        );
        self.figures.push(figure);
    }

    /// Writes the figures as JSON, if a file is given, and tells whether all hold.
    pub(crate) fn finish(&self, json: Option<&Path>) -> Outcome<bool> {
        if let Some(path) = json {
            std::fs::write(path, serde_json::to_string_pretty(self)? + "\n")?;
        }
        Ok(self.figures.iter().all(|figure| figure.holds))
    }
}

/// Tells how far a measurement has come.
#[expect(clippy::print_stderr, reason = "progress of a run of minutes")]
pub(crate) fn note(text: &str) {
    eprintln!("… {text}");
}

fn verdict(figure: &Figure) -> &'static str {
    match (figure.bar, figure.holds) {
        (None, _) => "reported",
        (Some(_), true) => "holds",
        (Some(_), false) => "falls short",
    }
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_holds_if_every_figure_does() {
        let mut report = Report::new("test");
        report.add(Figure::at_most("lost", 0.0, "messages", 0.0));
        report.add(Figure::reported("cuts", 9.0, "times"));
        assert!(report.finish(None).unwrap());
        report.add(Figure::at_least("rate", 4.9, "messages/s", 5.0).beside(10.0));
        assert!(!report.finish(None).unwrap());
    }

    #[test]
    fn a_report_is_written_with_the_agreed_names() {
        let mut report = Report::new("test");
        report.add(Figure::at_most("memory", 10.0, "kB", 9.0).beside(4.5));
        let file = tempfile::NamedTempFile::new().unwrap();
        report.finish(Some(file.path())).unwrap();
        let written: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(file.path()).unwrap()).unwrap();
        assert_eq!(
            written,
            serde_json::json!({"bench": "test", "figures": [{
                "name": "memory", "value": 10.0, "unit": "kB", "baseline": 4.5, "bar": 9.0, "holds": false
            }]})
        );
    }
}
