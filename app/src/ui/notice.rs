//! A sentence that stays until its cause is gone.

use super::{Icon, Size};
use leptos::prelude::*;

/// What a notice is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Something to know.
    #[default]
    Plain,
    /// Something that is wrong.
    Danger,
}

/// A sentence, with something to do about it if there is.
#[component]
pub(crate) fn Notice(
    /// What it is about.
    #[prop(optional)]
    tone: Tone,
    /// Its sign.
    icon: &'static str,
    /// The sentence.
    #[prop(into)]
    text: Signal<String>,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = match tone {
        Tone::Plain => "notice",
        Tone::Danger => "notice notice--danger",
    };
    view! {
        <div class=class role="status">
            <Icon name=icon size=Size::Small />
            <span class="notice__text">{move || text.get()}</span>
            {children.map(|children| children())}
        </div>
    }
}
