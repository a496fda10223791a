//! What is asked for, each with a way to ask for it no more.

use super::choices::Choices;
use crate::text::{fill, use_texts};
use crate::ui::{Icon, Size};
use domain::report::Filter;
use leptos::prelude::*;
use leptos_router::components::A;

/// A chip for each field of a filter that is named.
#[component]
pub(crate) fn Chips(
    choices: Choices,
    /// What is asked for.
    filter: Filter,
    /// The fields of it that are shown.
    fields: Vec<&'static str>,
    /// The address that asks for another filter.
    #[prop(into)]
    address: Callback<Filter, String>,
) -> impl IntoView {
    let texts = use_texts();
    if fields.is_empty() {
        return None;
    }
    let chip = move |name: &&'static str| {
        let told = choices.told(&filter, name)?;
        let text = format!("{}: {told}", choices.label(name));
        let label = fill(texts.search_without, &[("filter", &text)]);
        let href = address.run(filter.without(name));
        Some(view! {
            <A href=href attr:class="chip chip--set" attr:aria-label=label>
                {text}
                <Icon name="x" size=Size::Small />
            </A>
        })
    };
    // What some are called is known only once the page is here.
    let chips = move || fields.iter().filter_map(chip).collect_view();
    Some(view! { <div class="chips" role="group" aria-label=texts.search_set>{chips}</div> })
}
