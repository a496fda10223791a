//! Something that is on or off.

use leptos::prelude::*;

/// A switch; the form has `true` under its name when it is on.
#[component]
pub(crate) fn Switch(
    /// The name in the form.
    name: &'static str,
    /// What is switched.
    label: &'static str,
    /// A sentence below.
    help: &'static str,
    /// Whether it is on at first.
    checked: bool,
) -> impl IntoView {
    let input = view! {
        <input
            class="switch__input"
            type="checkbox"
            role="switch"
            name=name
            value="true"
            checked=checked
            aria-label=label
            aria-describedby=help_id(name)
        />
    };
    beside_its_words(name, label, help, input)
}

/// A switch that is no part of a form: what it says is so at once.
#[component]
pub(crate) fn SwitchNow(
    /// What its sentence is called after.
    name: &'static str,
    /// What is switched.
    label: &'static str,
    /// A sentence below.
    help: &'static str,
    /// Whether it is on.
    #[prop(into)]
    is_on: Signal<bool>,
    /// Whether it is just being switched.
    #[prop(into)]
    disabled: Signal<bool>,
    /// It is to be on, or off.
    switch: Callback<bool>,
) -> impl IntoView {
    let input = view! {
        <input
            class="switch__input"
            type="checkbox"
            role="switch"
            prop:checked=is_on
            disabled=disabled
            on:change=move |_| switch.run(!is_on.get_untracked())
            aria-label=label
            aria-describedby=help_id(name)
        />
    };
    beside_its_words(name, label, help, input)
}

fn help_id(name: &str) -> String {
    format!("{name}-help")
}

fn beside_its_words(
    name: &str,
    label: &'static str,
    help: &'static str,
    input: impl IntoView,
) -> impl IntoView {
    view! {
        <label class="switch">
            <span class="switch__label">{label}</span>
            {input}
            <span class="switch__help" id=help_id(name)>{help}</span>
        </label>
    }
}
