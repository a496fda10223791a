//! What stands where nothing is yet.

use super::{Icon, Size};
use leptos::prelude::*;

/// Says what the place is for and offers the first step.
#[component]
pub(crate) fn Empty(
    /// Its sign.
    icon: &'static str,
    /// What is not there.
    #[prop(into)]
    title: String,
    /// What to do about it.
    text: &'static str,
    /// The first step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon size=Size::Large />
            <h2 class="empty__title">{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="empty__action">{children()}</div> })}
        </div>
    }
}
