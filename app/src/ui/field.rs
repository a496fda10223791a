//! A labelled input with its help and its problem.

use super::{Icon, Size};
use leptos::prelude::*;

/// What is typed into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Input {
    /// A line of text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A secret.
    Password,
}

/// A labelled input. It keeps its own text, so that what was typed before hydration stays.
#[component]
pub(crate) fn Field(
    /// The name in the form.
    name: &'static str,
    /// The id in the page, where the name is there twice.
    #[prop(optional)]
    id: Option<&'static str>,
    /// The label above.
    label: &'static str,
    /// What is typed.
    #[prop(optional)]
    input: Input,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// What browsers may fill in (`autocomplete` of HTML).
    #[prop(optional)]
    autocomplete: &'static str,
    /// A sentence below.
    #[prop(optional, into)]
    help: String,
    /// What is wrong with it.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// Whether it may stay empty.
    #[prop(optional)]
    presence: Presence,
) -> impl IntoView {
    let id = id.unwrap_or(name);
    let help = Some(help).filter(|help| !help.is_empty());
    let help_id = help.is_some().then(|| format!("{id}-help"));
    let problem_id = format!("{id}-problem");
    let described = {
        let (help_id, problem_id) = (help_id.clone(), problem_id.clone());
        move || match (problem.get().is_some(), &help_id) {
            (true, _) => Some(problem_id.clone()),
            (false, help_id) => help_id.clone(),
        }
    };
    let kind = match input {
        Input::Text => "text",
        Input::Email => "email",
        Input::Password => "password",
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <input
                class="field__input"
                id=id
                name=name
                type=kind
                value=value
                autocomplete=autocomplete
                required=presence == Presence::Required
                aria-describedby=described
                aria-invalid=move || problem.get().is_some().then_some("true")
            />
            {help.map(|help| view! { <p class="field__help" id=help_id>{help}</p> })}
            <FieldProblem id=problem_id problem />
        </div>
    }
}

/// Whether a field may stay empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must be filled in.
    #[default]
    Required,
    /// It may stay empty.
    Optional,
}

/// What is wrong with a field.
#[component]
pub(crate) fn FieldProblem(
    /// By which its field refers to it.
    #[prop(optional)]
    id: Option<String>,
    /// The sentence.
    problem: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <p class="field__problem" id=id role="alert" hidden=move || problem.get().is_none()>
            <Icon name="triangle-alert" size=Size::Small />
            <span>{move || problem.get()}</span>
        </p>
    }
}
