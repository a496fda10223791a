//! The fields of a contact, where it is made and where it is changed.

use crate::account::FormProblems;
use crate::country_choice::CountryChoice;
use crate::country_names::country_name;
use crate::record_form::Said;
use crate::settings::LANGUAGES;
use crate::text::use_texts;
use crate::ui::{Choices, Choose, Entry, Extent};
use domain::contact::ContactDraft;
use domain::user::Language;
use leptos::prelude::*;

/// Who it is, and how it is reached.
#[component]
pub(super) fn Reached(
    /// What is typed.
    draft: RwSignal<ContactDraft>,
    /// What is wrong with it.
    problems: FormProblems,
) -> impl IntoView {
    let texts = use_texts();
    let line = move |name: &'static str,
                     label: &'static str,
                     field: fn(&mut ContactDraft) -> &mut String| {
        let value =
            Memo::new(move |_| draft.with(|draft| std::mem::take(field(&mut draft.clone()))));
        view! {
            <Entry
                name
                label
                value
                on_change=Callback::new(move |text| draft.update(|draft| *field(draft) = text))
                problem=problems.of(texts, name)
            />
        }
    };
    view! {
        {line("name", texts.contact_name, |draft| &mut draft.name)}
        {line("email", texts.email, |draft| &mut draft.email)}
        {line("phone", texts.contact_phone, |draft| &mut draft.phone)}
        {line("company", texts.contact_company, |draft| &mut draft.company)}
    }
}

/// What is known besides.
#[component]
pub(super) fn Besides(
    /// What is typed.
    draft: RwSignal<ContactDraft>,
    /// What is wrong with it.
    problems: FormProblems,
) -> impl IntoView {
    let texts = use_texts();
    let unknown = || (String::new(), texts.place_unknown.to_owned());
    let country = Memo::new(move |_| draft.with(|draft| draft.country));
    let language = Memo::new(move |_| draft.with(|draft| draft.language.clone()));
    let languages = Signal::derive(move || {
        let chosen = language.get();
        let known = LANGUAGES.into_iter();
        let known = known.map(|(tag, name)| (tag.to_owned(), name.to_owned()));
        // What a browser said may be no language of the table, or one of a region.
        let is_other = !chosen.is_empty() && !LANGUAGES.iter().any(|(tag, _)| *tag == chosen);
        let other = is_other.then(|| (chosen.clone(), language_called(&chosen)));
        let all = std::iter::once(unknown()).chain(other).chain(known);
        all.collect::<Choices>()
    });
    let notes = Memo::new(move |_| draft.with(|draft| draft.notes.clone()));
    view! {
        <div class="form__pair">
            <CountryChoice
                name="country"
                label=texts.place_country
                unknown=texts.place_unknown
                country
                on_change=Callback::new(move |country| draft.update(|draft| draft.country = country))
            />
            <Choose
                name="language"
                label=texts.place_language
                choices=languages
                chosen=language
                on_change=Callback::new(move |tag| draft.update(|draft| draft.language = tag))
                problem=problems.of(texts, "language")
            />
        </div>
        <Entry
            name="notes"
            label=texts.contact_notes
            value=notes
            on_change=Callback::new(move |text| draft.update(|draft| draft.notes = text))
            extent=Extent::Lines
            problem=problems.of(texts, "notes")
        />
    }
}

/// Tells what a contact's form says, field by field.
pub(super) fn use_fields() -> Callback<ContactDraft, Vec<Said>> {
    let texts = use_texts();
    let reader: Language = use_context().unwrap_or_default();
    Callback::new(move |draft: ContactDraft| {
        let country = draft.country.map(|country| country_name(reader, country));
        vec![
            (texts.contact_name, draft.name),
            (texts.email, draft.email),
            (texts.contact_phone, draft.phone),
            (texts.contact_company, draft.company),
            (
                texts.place_country,
                country.unwrap_or(texts.place_unknown).to_owned(),
            ),
            (texts.place_language, language_called(&draft.language)),
            (texts.contact_notes, draft.notes),
        ]
    })
}

/// What a language is called in itself, with its tag where that says more.
fn language_called(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or_default();
    let known = LANGUAGES.iter().find(|(known, _)| *known == primary);
    match known {
        Some((known, name)) if *known == tag => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({tag})"),
        None => tag.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::language_called;

    #[test]
    fn a_language_is_called_by_its_name_and_its_region_by_its_tag() {
        assert_eq!(language_called("fr"), "Français");
        assert_eq!(language_called("fr-CA"), "Français (fr-CA)");
        assert_eq!(language_called("tlh"), "tlh");
        assert_eq!(language_called(""), "");
    }
}
