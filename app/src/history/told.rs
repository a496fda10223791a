//! What is told of a session, in words.

use crate::browser::locale::{self, Style};
use crate::live::Console;
use crate::moment::{Clock, iso};
use crate::text::{Texts, fill, fill_count, use_texts};
use domain::conversation::Outcome;
use domain::id::{ChannelId, UserId};
use domain::report::Fact;
use domain::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use leptos::prelude::*;

/// Day and time of a point in time.
#[component]
pub(super) fn When(
    /// Which.
    at: Timestamp,
) -> impl IntoView {
    let clock = Clock::of_page();
    let language = use_context().unwrap_or_default();
    let told = move || {
        if clock.is_local.get() {
            let date = locale::format(Style::Date, language, at);
            format!("{date}, {}", locale::format(Style::Time, language, at))
        } else {
            iso(at).get(..10).unwrap_or_default().to_owned()
        }
    };
    view! { <time class="is-local" datetime=iso(at)>{told}</time> }
}

/// How long it took, or that it goes on.
#[component]
pub(super) fn Duration(
    /// The whole; `None` as long as it goes on.
    milliseconds: Option<i64>,
) -> impl IntoView {
    let texts = use_texts();
    match milliseconds {
        Some(milliseconds) => duration(texts, milliseconds).into_any(),
        None => view! { <span class="history__open">{texts.session_open}</span> }.into_any(),
    }
}

/// From its beginning to its end, if it has one.
pub(super) fn whole(fact: &Fact) -> Option<i64> {
    fact.ended_at.map(|at| fact.duration_ms(at))
}

/// A duration in the largest units that tell it.
fn duration(texts: &Texts, milliseconds: i64) -> String {
    if milliseconds < MINUTE_MS {
        let seconds = (milliseconds / SECOND_MS).to_string();
        return fill(texts.seconds_short, &[("count", &seconds)]);
    }
    let minutes = milliseconds / MINUTE_MS;
    if milliseconds < 2 * HOUR_MS {
        return fill(texts.minutes_short, &[("count", &minutes.to_string())]);
    }
    let (hours, minutes) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    let values = [("hours", hours.as_str()), ("minutes", minutes.as_str())];
    fill(texts.hours_short, &values)
}

/// How many messages were written.
pub(super) fn messages(texts: &Texts, count: u32) -> String {
    match count {
        1 => texts.session_messages_one.to_owned(),
        count => fill_count(
            texts.session_messages,
            usize::try_from(count).unwrap_or(usize::MAX),
        ),
    }
}

/// Everybody who was ever in it.
pub(super) fn operators(console: Console, ever: &[UserId]) -> String {
    let names = ever
        .iter()
        .filter_map(|operator| console.colleague(*operator));
    names.collect::<Vec<_>>().join(", ")
}

/// The name of the channel it began in.
pub(super) fn channel(console: Console, texts: &Texts, channel: ChannelId) -> String {
    let channel = console.channel(channel);
    channel.map_or_else(|| texts.unknown_channel.to_owned(), |channel| channel.name)
}

/// What an outcome is called.
pub(super) fn outcome(texts: &Texts, outcome: Outcome) -> &'static str {
    crate::conversation::panel::outcome_name(texts, outcome)
}
