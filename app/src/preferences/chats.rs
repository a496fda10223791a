//! What one chats in, and where one is: the choice of an operator goes by it (spec 2.4, 5.4).

use crate::account::FormProblems;
use crate::country_names::countries_by_name;
use crate::live::Console;
use crate::settings::LANGUAGES;
use crate::text::use_texts;
use crate::ui::{Check, Checks, Field, Presence, Select};
use domain::country::Country;
use domain::language::LanguageTag;
use leptos::prelude::*;

/// Languages, country and time zone.
#[component]
pub(super) fn Chats(
    /// What is wrong with the form.
    problems: FormProblems,
) -> impl IntoView {
    let texts = use_texts();
    let me = Console::of_page().me.get_untracked().preferences;
    let countries = countries_by_name(use_context().unwrap_or_default())
        .into_iter()
        .map(|(country, name)| (country.code(), name));
    let countries = std::iter::once(("", texts.country_none))
        .chain(countries)
        .collect();
    view! {
        <Languages
            main=me.main_language.clone()
            further=me.further_languages.clone()
            problems
        />
        <div class="form__pair">
            <Select
                name="chosen[country]"
                label=texts.country
                choices=countries
                chosen=me.country.map(Country::code).unwrap_or_default()
            />
            <Field
                name="chosen[time_zone]"
                id="time_zone"
                label=texts.time_zone
                value=me.time_zone
                autocomplete="off"
                help=texts.time_zone_help
                presence=Presence::Optional
                problem=problems.of(texts, "time_zone")
            />
        </div>
    }
}

/// The languages that operators may choose, as the page was made.
#[derive(Clone, Debug)]
pub(crate) struct Enabled(pub(crate) Vec<LanguageTag>);

#[component]
fn Languages(
    main: Option<LanguageTag>,
    further: Vec<LanguageTag>,
    problems: FormProblems,
) -> impl IntoView {
    let texts = use_texts();
    let Enabled(enabled) = expect_context();
    let is_further = |tag: &str| further.iter().any(|language| language.as_str() == tag);
    let main = main.map_or("", |main| known(main.as_str()));
    // What was switched off meanwhile stays with whom it was chosen by, until he gives it up.
    let offered: Vec<_> = LANGUAGES
        .into_iter()
        .filter(|(tag, _)| {
            let is_enabled = enabled.iter().any(|language| language.as_str() == *tag);
            is_enabled || *tag == main || is_further(tag)
        })
        .collect();
    let boxes = offered
        .iter()
        .map(|(tag, name)| {
            let checked = is_further(tag);
            view! { <Check name="chosen[further_languages][]" value=*tag label=*name checked /> }
        })
        .collect_view();
    let choices = std::iter::once(("", texts.main_language_none))
        .chain(offered)
        .collect();
    view! {
        <Select
            name="chosen[main_language]"
            label=texts.main_language
            choices
            chosen=main
        />
        <Checks
            label=texts.further_languages
            help=texts.further_languages_help
            problem=problems.of(texts, "languages")
        >
            {boxes}
        </Checks>
    }
}

/// The same tag, as the table of languages has it.
fn known(tag: &str) -> &'static str {
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map_or("", |(tag, _)| tag)
}
