//! Where the visitor is, what time it is there, and which language he speaks (spec 8.5).

use super::Part;
use crate::browser::locale;
use crate::country_names::country_name;
use crate::moment::Clock;
use crate::text::{fill, use_texts};
use domain::conversation::Conversation;
use domain::country::Country;
use leptos::prelude::*;

/// Country, local time and language.
#[component]
pub(super) fn Place(
    /// As it is now.
    conversation: Memo<Option<Conversation>>,
) -> impl IntoView {
    let (texts, clock) = (use_texts(), Clock::of_page());
    let reader = use_context().unwrap_or_default();
    let country = move || {
        let country = conversation.with(|of| of.as_ref().and_then(|of| of.country));
        match country {
            Some(country) => format!("{} {}", flag(country), country_name(reader, country)),
            None => texts.place_unknown.to_owned(),
        }
    };
    // Only the browser knows the names of languages.
    let language = move || {
        let tag = conversation.with(|of| of.as_ref().and_then(|of| of.language.clone()));
        match tag {
            Some(tag) if clock.is_local.get() => locale::language_name(&tag, reader),
            Some(tag) => tag,
            None => texts.place_unknown.to_owned(),
        }
    };
    let zone =
        Memo::new(move |_| conversation.with(|of| of.as_ref().and_then(|of| of.time_zone.clone())));
    let time = move || {
        let zone = zone.get()?;
        // Each half minute, and only in the browser: its clock goes on, and it knows how the reader writes times.
        let now = clock.now.get();
        let time = clock
            .is_local
            .get()
            .then(|| locale::time_in(&zone, reader, now));
        Some(match time.flatten() {
            Some(time) => fill(texts.place_time_in, &[("time", &time), ("zone", &zone)]),
            None => zone,
        })
    };
    view! {
        <Part title=texts.place>
            <dl class="panel__facts">
                <dt>{texts.place_country}</dt>
                <dd>{country}</dd>
                {move || {
                    time().map(|time| view! { <dt>{texts.place_time}</dt> <dd>{time}</dd> })
                }}
                <dt>{texts.place_language}</dt>
                <dd>{language}</dd>
            </dl>
        </Part>
    }
}

/// The two letters that are drawn as a country's flag.
fn flag(country: Country) -> String {
    let letters = country.code().bytes();
    letters
        .filter_map(|letter| {
            char::from_u32(u32::from('🇦') + u32::from(letter.saturating_sub(b'A')))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_written_with_the_letters_of_its_country() {
        let flag = Country::parse("FR").map(flag);
        assert_eq!(flag.as_deref(), Some("🇫🇷"));
    }
}
