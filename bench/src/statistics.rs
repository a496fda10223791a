//! Percentiles of measured times.

use std::time::Duration;

/// The value below which `share` (0.0 to 1.0) of the times lie, in milliseconds; 0 if there are none.
pub(crate) fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list of some thousand times"
    )]
    let rank = (times.len() as f64 * share).ceil() as usize;
    times
        .get(rank.saturating_sub(1))
        .map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
}

/// The middle one of the times, in milliseconds.
pub(crate) fn median(times: &mut [Duration]) -> f64 {
    percentile(times, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_times() {
        let mut times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        for (share, expected) in [
            (0.5, 50.0),
            (0.95, 95.0),
            (0.99, 99.0),
            (1.0, 100.0),
            (0.0, 1.0),
        ] {
            assert!((percentile(&mut times, share) - expected).abs() < 1e-9);
        }
        assert!(percentile(&mut [], 0.5).abs() < 1e-9);
    }
}
