//! A country, or that it is not known, chosen by name.

use crate::country_names::countries_by_name;
use crate::ui::{Choices, Choose};
use domain::country::Country;
use leptos::prelude::*;

/// A labelled choice of a country; each change is handed on.
#[component]
pub(crate) fn CountryChoice(
    /// Its name in the form, unique on the page.
    name: &'static str,
    /// The label above.
    label: &'static str,
    /// What it is called if it is not known.
    unknown: &'static str,
    /// The one that is chosen.
    #[prop(into)]
    country: Signal<Option<Country>>,
    /// Takes what is chosen from now on.
    on_change: Callback<Option<Country>>,
) -> impl IntoView {
    let countries = countries_by_name(use_context().unwrap_or_default()).into_iter();
    let countries = countries.map(|(country, name)| (country.code().to_owned(), name.to_owned()));
    let unknown = (String::new(), unknown.to_owned());
    let choices: Choices = std::iter::once(unknown).chain(countries).collect();
    let chosen = move || {
        country
            .get()
            .map(Country::code)
            .unwrap_or_default()
            .to_owned()
    };
    view! {
        <Choose
            name
            label
            choices=Signal::stored(choices)
            chosen=Signal::derive(chosen)
            on_change=Callback::new(move |code: String| on_change.run(Country::parse(&code)))
        />
    }
}
