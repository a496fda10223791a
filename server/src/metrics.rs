//! Figures about the running program, in the format of Prometheus (spec 15.5).

use domain::event::Position;
use domain::wire::Refusal;
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// Bounds of the latencies that are counted, in seconds.
const LATENCIES: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0];
/// Bounds of the numbers of commands in a batch that are counted.
const COMMANDS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

/// Starts to count; figures counted before are lost. Does nothing if it was called before.
pub(crate) fn start() {
    RECORDER.get_or_init(|| {
        let recorder = buckets().unwrap_or_default().build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("figures are counted elsewhere");
        }
        handle
    });
}

fn buckets() -> Result<PrometheusBuilder, BuildError> {
    let named = |name: &str| Matcher::Full(name.to_owned());
    PrometheusBuilder::new()
        .set_buckets_for_metric(named("porchlight_request_seconds"), &LATENCIES)?
        .set_buckets_for_metric(named("porchlight_batch_seconds"), &LATENCIES)?
        .set_buckets_for_metric(named("porchlight_batch_commands"), &COMMANDS)
}

/// All figures as text.
pub(crate) fn rendered() -> String {
    RECORDER
        .get()
        .map(PrometheusHandle::render)
        .unwrap_or_default()
}

/// Folds old samples away; to be called each few seconds.
pub(crate) fn tidy() {
    if let Some(recorder) = RECORDER.get() {
        recorder.run_upkeep();
    }
}

/// A request was refused.
pub(crate) fn refused(refusal: Refusal) {
    let kind = serde_json::to_value(refusal).ok();
    let kind = kind.as_ref().and_then(serde_json::Value::as_str);
    let kind = kind.unwrap_or("unknown").to_owned();
    counter!("porchlight_refusals_total", "kind" => kind).increment(1);
}

/// A request that stores something was carried out.
pub(crate) fn accepted(took: Duration) {
    counter!("porchlight_accepted_total").increment(1);
    histogram!("porchlight_request_seconds").record(took.as_secs_f64());
}

/// The writer put so many commands on disk in one batch. Of all nodes' batches one at a time is written: where the seconds of
/// all of them come near to the seconds that pass, the database is full (docs/scaling.md).
#[expect(clippy::cast_precision_loss, reason = "at most some hundred commands")]
pub(crate) fn batch_written(commands: usize, took: Duration) {
    histogram!("porchlight_batch_commands").record(commands as f64);
    histogram!("porchlight_batch_seconds").record(took.as_secs_f64());
}

/// The journal was read up to here.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 entries")]
pub(crate) fn journal_position(position: Position) {
    gauge!("porchlight_journal_position").set(position.0 as f64);
}

/// One open socket; dropping it counts it as closed.
#[derive(Debug)]
pub(crate) struct Connected(&'static str);

impl Connected {
    /// A widget's socket.
    pub(crate) fn visitor() -> Self {
        Self::of("visitor")
    }

    /// A console's socket.
    pub(crate) fn console() -> Self {
        Self::of("console")
    }

    fn of(kind: &'static str) -> Self {
        gauge!("porchlight_connections", "kind" => kind).increment(1);
        Self(kind)
    }
}

impl Drop for Connected {
    fn drop(&mut self) {
        gauge!("porchlight_connections", "kind" => self.0).decrement(1);
    }
}
