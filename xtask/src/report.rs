//! What a command tells the person who waits for it.

use std::time::{Duration, Instant};

use crate::failure::Failure;

/// Runs one step and prints its name before and its duration after it.
pub(crate) fn step<T>(
    name: &str,
    action: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    println!("→ {name}");
    let started = Instant::now();
    let result = action();
    let verdict = if result.is_ok() { "✓" } else { "✗" };
    println!("{verdict} {name} ({})", seconds(started.elapsed()));
    result
}

/// Prints one line about what was decided or left out.
pub(crate) fn note(text: &str) {
    println!("  {text}");
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
