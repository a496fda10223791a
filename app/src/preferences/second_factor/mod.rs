//! A second factor: set up, on, and off again (spec 2.3).

mod codes;
mod enrol;
mod kept;

use super::Section;
use super::api;
use crate::first::First;
use crate::loaded::{Loaded, Shown};
use crate::text::use_texts;
use codes::Codes;
use domain::second_factor::SecondFactor;
use enrol::SetUp;
use kept::Kept;
use leptos::prelude::*;

/// What all parts of the page have in common.
#[derive(Clone, Copy)]
struct Setting {
    loaded: Loaded<SecondFactor>,
    /// The recovery codes that were just handed out, until they are kept.
    codes: RwSignal<Option<Vec<String>>>,
}

/// The page `/preferences/second-factor`.
#[component]
pub(crate) fn SecondFactorPage() -> impl IntoView {
    let texts = use_texts();
    let first = First::take(|first| match first {
        First::SecondFactor(factor) => Some(factor),
        _ => None,
    });
    let loaded = Loaded::new(first, api::load_second_factor);
    let setting = Setting {
        loaded,
        codes: RwSignal::new(None),
    };
    let of_state = move |state: SecondFactor| match state.on_since {
        Some(since) => view! { <Kept setting since left=state.recovery_codes_left /> }.into_any(),
        None => view! { <SetUp setting /> }.into_any(),
    };
    let shown = move || match setting.codes.get() {
        Some(codes) => view! { <Codes setting codes /> }.into_any(),
        None => view! { <Shown loaded content=of_state /> }.into_any(),
    };
    view! {
        <Section>
            <p>{texts.second_factor_text}</p>
            {shown}
        </Section>
    }
}
