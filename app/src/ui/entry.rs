//! A labelled line or box of text that lives in a signal, for forms that act as one types.

use super::field::FieldProblem;
use leptos::prelude::*;

/// How much is typed into an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Extent {
    /// A line.
    #[default]
    Line,
    /// A number.
    Number,
    /// Several lines.
    Lines,
}

/// A labelled line or box of text; each change is handed on.
#[component]
pub(crate) fn Entry(
    /// The field's name, unique on the page.
    #[prop(into)]
    name: String,
    /// The label above.
    #[prop(into)]
    label: Signal<String>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what it says from now on.
    on_change: Callback<String>,
    /// How much is typed.
    #[prop(optional)]
    extent: Extent,
    /// What stands in it while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// A sentence below.
    #[prop(optional, into)]
    help: String,
    /// What is wrong with it.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// Whether code is typed, which nobody corrects.
    #[prop(optional, into)]
    is_code: bool,
) -> impl IntoView {
    let help = Some(help).filter(|help| !help.is_empty());
    let help_id = help.is_some().then(|| format!("{name}-help"));
    let problem_id = format!("{name}-problem");
    let described = {
        let (help_id, problem_id) = (help_id.clone(), problem_id.clone());
        move || match (problem.get().is_some(), &help_id) {
            (true, _) => Some(problem_id.clone()),
            (false, help_id) => help_id.clone(),
        }
    };
    let class = if is_code {
        "field__input field__input--code"
    } else {
        "field__input"
    };
    let is_wrong = move || problem.get().is_some().then_some("true");
    let input = if extent == Extent::Lines {
        view! {
            <textarea
                class=class
                id=name.clone()
                name=name.clone()
                rows="3"
                placeholder=placeholder
                prop:value=value
                aria-describedby=described
                aria-invalid=is_wrong
                on:input:target=move |event| on_change.run(event.target().value())
            >
                {value.get_untracked()}
            </textarea>
        }
        .into_any()
    } else {
        let is_number = extent == Extent::Number;
        view! {
            <input
                class=class
                id=name.clone()
                name=name.clone()
                type="text"
                inputmode=is_number.then_some("numeric")
                autocomplete="off"
                spellcheck=if is_code { "false" } else { "true" }
                placeholder=placeholder
                value=value.get_untracked()
                prop:value=value
                aria-describedby=described
                aria-invalid=is_wrong
                on:input:target=move |event| on_change.run(event.target().value())
            />
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label class="field__label" for=name>{label}</label>
            {input}
            {help.map(|help| view! { <p class="field__help" id=help_id>{help}</p> })}
            <FieldProblem id=problem_id problem />
        </div>
    }
}
