//! A labelled choice among few that lives in a signal.

use crate::ui::{FieldProblem, Icon, Size};
use leptos::prelude::*;

/// What can be chosen: a value, and what it is called.
pub(crate) type Choices = Vec<(String, String)>;

/// A labelled choice; each change is handed on.
#[component]
pub(crate) fn Choose(
    /// Its name in the form, unique on the page.
    name: &'static str,
    /// The label above.
    label: &'static str,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Choices>,
    /// The value that is.
    #[prop(into)]
    chosen: Signal<String>,
    /// Takes what is chosen from now on.
    on_change: Callback<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let options = move || {
        let option = |(value, text): (String, String)| {
            let known = value.clone();
            let is_chosen = Memo::new(move |_| chosen.with(|chosen| *chosen == known));
            view! {
                <option value=value selected=is_chosen.get_untracked() prop:selected=move || is_chosen.get()>
                    {text}
                </option>
            }
        };
        choices.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label class="field__label" for=name>{label}</label>
            <div class="select">
                <select
                    class="select__input"
                    id=name
                    name=name
                    on:change:target=move |event| on_change.run(event.target().value())
                >
                    {options}
                </select>
                <Icon name="chevron-down" size=Size::Small />
            </div>
            <FieldProblem problem />
        </div>
    }
}
