//! Whether somebody is there, as a light and in words.

use crate::text::Texts;
use domain::presence::Presence;

/// The light as stylesheets know it.
pub(crate) fn light(presence: Presence) -> &'static str {
    match presence {
        Presence::Online => "online",
        Presence::InCall => "in-call",
        Presence::Away => "away",
        Presence::Offline => "offline",
    }
}

/// The same in words.
pub(crate) fn in_words(texts: &Texts, presence: Presence) -> &'static str {
    match presence {
        Presence::Online => texts.online,
        Presence::InCall => texts.in_call,
        Presence::Away => texts.away,
        Presence::Offline => texts.offline,
    }
}
