//! A tag as it is shown everywhere.

use domain::tag::{Tag, TagColour};
use leptos::prelude::*;

/// The tag's name, with a dot in its colour.
#[component]
pub(crate) fn TagMark(
    /// Which.
    tag: Tag,
) -> impl IntoView {
    view! {
        <span class="tag">
            <Dot colour=tag.colour />
            {tag.name}
        </span>
    }
}

/// A dot in the colour of tags.
#[component]
pub(super) fn Dot(
    /// Which colour.
    colour: TagColour,
) -> impl IntoView {
    view! { <span class="tag__dot" data-colour=colour.index().to_string()></span> }
}
