//! Who is there (spec 5.1).

use crate::time::{MINUTE_MS, SECOND_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// After this long without a key, pointer or focus an operator counts as away (spec 5.1).
pub const AWAY_AFTER_MS: i64 = 30 * MINUTE_MS;
/// How long an operator stays online after his last console closed: a reload is not an absence (spec 5.1).
pub const GRACE_MS: i64 = 15 * SECOND_MS;
/// How often an open console says that it is still there.
pub const HEARTBEAT_MS: i64 = 25 * SECOND_MS;
/// How long a console counts as open after its last sign of life: two heartbeats missed, and the grace.
pub const ALIVE_MS: i64 = 2 * HEARTBEAT_MS + GRACE_MS;
/// Typing is forgotten after this long without another sign (spec 6.6).
pub const TYPING_FORGOTTEN_MS: i64 = 60 * SECOND_MS;
/// Typing is told again after this long (spec 6.6).
pub const TYPING_AGAIN_MS: i64 = 50 * SECOND_MS;

/// Whether a user is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// No console open.
    Offline,
    /// A console is open, and nobody used it for [`AWAY_AFTER_MS`].
    Away,
    /// A console is open and in use.
    Online,
}

/// One open console of a user, as the store keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenConsole {
    /// Until when it counts as open.
    pub alive_until: Timestamp,
    /// When somebody used it last.
    pub used_at: Timestamp,
}

/// The presence of a user with these consoles.
pub fn presence(consoles: &[OpenConsole], now: Timestamp) -> Presence {
    consoles
        .iter()
        .filter(|console| console.alive_until > now)
        .map(|console| {
            if now.since(console.used_at) < AWAY_AFTER_MS {
                Presence::Online
            } else {
                Presence::Away
            }
        })
        .max()
        .unwrap_or(Presence::Offline)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000_000);

    fn console(alive_for: i64, unused_for: i64) -> OpenConsole {
        OpenConsole {
            alive_until: NOW.plus(alive_for),
            used_at: NOW.plus(-unused_for),
        }
    }

    #[test]
    fn the_most_present_console_counts() {
        assert_eq!(presence(&[], NOW), Presence::Offline);
        assert_eq!(presence(&[console(0, 0)], NOW), Presence::Offline);
        assert_eq!(presence(&[console(1, 0)], NOW), Presence::Online);
        assert_eq!(
            presence(&[console(1, AWAY_AFTER_MS - 1)], NOW),
            Presence::Online
        );
        assert_eq!(presence(&[console(1, AWAY_AFTER_MS)], NOW), Presence::Away);
        assert_eq!(
            presence(&[console(1, AWAY_AFTER_MS), console(1, 0)], NOW),
            Presence::Online
        );
    }
}
