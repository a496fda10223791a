//! A person in a circle.

use domain::id::PictureId;
use domain::text::initials;
use leptos::prelude::*;

/// A person's picture, or else initials, with a light where it matters whether he is there.
#[component]
pub(crate) fn Avatar(
    /// Whose.
    #[prop(into)]
    name: Signal<String>,
    /// The picture; initials stand in for it.
    #[prop(optional, into)]
    picture: MaybeProp<PictureId>,
    /// `online`, `away` or `offline`; what it means is said elsewhere in words.
    #[prop(optional, into)]
    presence: Option<Signal<&'static str>>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let light = presence.map(|presence| {
        view! { <span class="avatar__presence" data-presence=move || presence.get()></span> }
    });
    let picture = move || {
        picture.get().map(|picture| {
            let address = format!("/pictures/{picture}");
            view! { <img class="avatar__picture" src=address alt="" width="256" height="256" /> }
        })
    };
    view! {
        <span
            class=format!("avatar {class}")
            // Drawn by the stylesheet: the name itself stands beside it or in its label.
            data-initials=move || initials(&name.get())
            aria-hidden="true"
        >
            {picture}
            {light}
        </span>
    }
}
