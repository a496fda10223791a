//! A sign from the sprite `public/icons.svg`.

use leptos::prelude::*;

/// The address of the sprite.
#[derive(Clone, Debug)]
pub(crate) struct Icons(pub(crate) String);

/// How large an icon is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Size {
    /// Beside text, 16 px.
    Small,
    /// In buttons, 20 px.
    #[default]
    Medium,
    /// Over empty places, 28 px.
    Large,
}

/// An icon; what it means stands in a text beside it or in its button's label.
#[component]
pub(crate) fn Icon(
    /// Its name in the sprite.
    name: &'static str,
    /// How large it is.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    let Icons(sprite) = expect_context();
    let class = match size {
        Size::Small => "icon icon--small",
        Size::Medium => "icon",
        Size::Large => "icon icon--large",
    };
    view! {
        <svg class=class aria-hidden="true">
            <use_ href=format!("{sprite}#{name}") />
        </svg>
    }
}
