//! How long to wait before connecting again.

/// The shortest longest wait.
const FIRST_MS: f64 = 1_000.0;
/// The longest wait.
const LONGEST_MS: f64 = 30_000.0;

/// Milliseconds to wait after `failures` tries in a row; `chance` in 0..1 spreads the clients of a restarted server
/// over the whole time.
pub(super) fn wait_ms(failures: u32, chance: f64) -> f64 {
    let doublings = failures.saturating_sub(1).min(8);
    let longest = (FIRST_MS * f64::from(1_u32 << doublings)).min(LONGEST_MS);
    longest * chance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_half_a_minute() {
        let table = [
            (0, 1_000.0),
            (1, 1_000.0),
            (2, 2_000.0),
            (5, 16_000.0),
            (6, 30_000.0),
            (99, 30_000.0),
        ];
        for (failures, longest) in table {
            assert!(
                (wait_ms(failures, 1.0) - longest).abs() < f64::EPSILON,
                "{failures}"
            );
            assert!(wait_ms(failures, 0.0).abs() < f64::EPSILON);
        }
    }
}
