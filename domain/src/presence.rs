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
    /// A console is open and in use, and he says that he is in a call.
    InCall,
    /// A console is open and in use.
    Online,
}

impl Presence {
    /// Whether he uses a console, in a call or not.
    pub fn is_there(self) -> bool {
        matches!(self, Self::Online | Self::InCall)
    }
}

/// One open console of a user, as the store keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenConsole {
    /// Until when it counts as open.
    pub alive_until: Timestamp,
    /// When somebody used it last.
    pub used_at: Timestamp,
    /// Whether its user said that he is in a call.
    pub is_in_call: bool,
}

/// The presence of a user with these consoles. Who said that he is in a call is so on all of them, until he says otherwise or the
/// last one is gone.
pub fn presence(consoles: &[OpenConsole], now: Timestamp) -> Presence {
    let alive = || consoles.iter().filter(|console| console.alive_until > now);
    let of_each = alive().map(|console| {
        if now.since(console.used_at) < AWAY_AFTER_MS {
            Presence::Online
        } else {
            Presence::Away
        }
    });
    match of_each.max() {
        Some(Presence::Online) if alive().any(|console| console.is_in_call) => Presence::InCall,
        of_all => of_all.unwrap_or(Presence::Offline),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000_000);

    fn console(alive_for: i64, unused_for: i64) -> OpenConsole {
        OpenConsole {
            alive_until: NOW.plus(alive_for),
            used_at: NOW.plus(-unused_for),
            is_in_call: false,
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

    #[test]
    fn who_is_there_and_says_so_is_in_a_call() {
        let calling = |console| OpenConsole {
            is_in_call: true,
            ..console
        };
        let (used, unused) = (console(1, 0), console(1, AWAY_AFTER_MS));
        assert_eq!(presence(&[calling(used)], NOW), Presence::InCall);
        assert_eq!(presence(&[used, calling(unused)], NOW), Presence::InCall);
        assert_eq!(presence(&[calling(unused)], NOW), Presence::Away);
        assert_eq!(
            presence(&[used, calling(console(0, 0))], NOW),
            Presence::Online
        );
        assert!(Presence::InCall.is_there() && Presence::Online.is_there());
        assert!(!Presence::Away.is_there() && !Presence::Offline.is_there());
    }
}
