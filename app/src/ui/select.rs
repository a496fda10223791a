//! A labelled choice of one among few.

use super::{Icon, Size};
use leptos::prelude::*;

/// A labelled choice.
#[component]
pub(crate) fn Select(
    /// The name in the form.
    name: &'static str,
    /// The label above.
    label: &'static str,
    /// Value and text of each choice.
    choices: Vec<(&'static str, &'static str)>,
    /// The value chosen at first.
    chosen: &'static str,
    /// What is wrong with it.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let choices = choices
        .into_iter()
        .map(|(value, text)| view! { <option value=value selected=value == chosen>{text}</option> })
        .collect_view();
    view! {
        <div class="field">
            <label class="field__label" for=name>{label}</label>
            <div class="select">
                <select class="select__input" id=name name=name>{choices}</select>
                <Icon name="chevron-down" size=Size::Small />
            </div>
            <super::field::FieldProblem problem />
        </div>
    }
}
