//! What a decision costs the processor.

use crate::failure::Outcome;
use crate::server_process::processor_time;
use std::time::Duration;

/// The system counts processor time in ticks of 10 ms: a shorter run would be measured badly.
const LEAST_RUN: Duration = Duration::from_secs(1);
/// Decisions between two looks at the processor time.
const ROUND: u32 = 100;

/// Milliseconds of processor time that a decision takes; it is handed another number each time.
pub(crate) fn cost_ms(decide: impl Fn(u64)) -> Outcome<f64> {
    let mut made: u32 = 0;
    let began = processor_time(std::process::id())?;
    loop {
        for _ in 0..ROUND {
            decide(made.into());
            made = made.wrapping_add(1);
        }
        let taken = processor_time(std::process::id())?.saturating_sub(began);
        if taken >= LEAST_RUN {
            return Ok(taken.as_secs_f64() * 1_000.0 / f64::from(made));
        }
    }
}
