//! One of several things that can be ticked.

use leptos::prelude::*;

/// A box to tick; the form has `value` under its name for each that is ticked.
#[component]
pub(crate) fn Check(
    /// The name in the form.
    name: &'static str,
    /// What the form has when it is ticked.
    #[prop(into)]
    value: String,
    /// What is ticked.
    #[prop(into)]
    label: String,
    /// Whether it is ticked at first.
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="check">
            <input class="check__input" type="checkbox" name=name value=value checked=checked />
            <span>{label}</span>
        </label>
    }
}

/// Boxes that belong together.
#[component]
pub(crate) fn Checks(
    /// What they are of.
    label: &'static str,
    /// A sentence below.
    #[prop(optional)]
    help: &'static str,
    /// What is wrong with them.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// The boxes.
    children: Children,
) -> impl IntoView {
    let help = Some(help).filter(|help| !help.is_empty());
    view! {
        <fieldset class="checks">
            <legend class="field__label">{label}</legend>
            {help.map(|help| view! { <p class="field__help">{help}</p> })}
            <div class="checks__boxes">{children()}</div>
            <super::field::FieldProblem problem />
        </fieldset>
    }
}
