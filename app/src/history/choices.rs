//! What lists of conversations can be asked for.

use super::told;
use crate::face::face_name;
use crate::live::Console;
use crate::text::{Texts, use_texts};
use crate::ui::{Icon, Size};
use domain::conversation::Outcome;
use domain::report::Rated;
use leptos::prelude::*;

/// One of several, or any.
#[component]
pub(crate) fn Choice(
    /// Its name in the form.
    name: &'static str,
    /// The label above.
    label: &'static str,
    /// What can be chosen, and what each is called.
    choices: Vec<(String, String)>,
    /// What is.
    chosen: Option<String>,
) -> impl IntoView {
    let texts = use_texts();
    let options = choices.into_iter().map(move |(value, text)| {
        let is_chosen = chosen.as_ref() == Some(&value);
        view! { <option value=value selected=is_chosen>{text}</option> }
    });
    view! {
        <label class="filters__filter">
            <span class="field__label">{label}</span>
            <span class="select">
                <select class="select__input" name=name>
                    <option value="">{texts.sessions_any}</option>
                    {options.collect_view()}
                </select>
                <Icon name="chevron-down" size=Size::Small />
            </span>
        </label>
    }
}

/// All channels.
pub(crate) fn channels(console: Console) -> Vec<(String, String)> {
    console.channels.with_untracked(|channels| {
        let all = channels.all().iter();
        all.map(|card| (card.id.to_string(), card.name.clone()))
            .collect()
    })
}

/// Everybody who answers.
pub(crate) fn operators(console: Console) -> Vec<(String, String)> {
    console.people.with_untracked(|people| {
        let all = people.iter();
        all.map(|person| (person.operator.id.to_string(), person.operator.name.clone()))
            .collect()
    })
}

/// How conversations can have gone.
pub(crate) fn outcomes(texts: &Texts) -> Vec<(String, String)> {
    let named = |outcome: Outcome| {
        let name = told::outcome(texts, outcome);
        (outcome.word().to_owned(), name.to_owned())
    };
    Outcome::ALL.map(named).to_vec()
}

/// How they can have been rated.
pub(crate) fn ratings(texts: &Texts) -> Vec<(String, String)> {
    let named = |rated: Rated| {
        let name = match rated {
            Rated::Any => texts.session_rated,
            Rated::Not => texts.session_unrated,
            Rated::As(face) => face_name(texts, face),
        };
        (rated.word().to_owned(), name.to_owned())
    };
    Rated::ALL.map(named).to_vec()
}
