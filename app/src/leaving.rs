//! Asks before a page is left with what is not saved: by a link, by *Back*, by the browser, and by whatever else leads on, which goes
//! as links do (`page::follow`).

use crate::browser::page;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// Asks by `asked` where `is_held` says of an address that something would be lost on the way there; of the empty one it says that of
/// closing the page. What leads on once it was answered with yes, after `forget`.
pub(crate) fn guard(
    asked: RwSignal<bool>,
    is_held: impl Fn(&str) -> bool + Clone + Send + Sync + 'static,
    forget: impl Fn() + Send + Sync + 'static,
) -> Callback<()> {
    let wanted = StoredValue::new(String::new());
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    // The address has changed already when *Back* is heard of.
    let here = move || {
        let (path, search) = (path.get_untracked(), search.get_untracked());
        if search.is_empty() {
            path
        } else {
            format!("{path}?{search}")
        }
    };
    let is_closed = is_held.clone();
    Effect::new(move || {
        let is_held = is_held.clone();
        let leaving = page::on_leaving(here, move |address| {
            let is_held = is_held(&address);
            if is_held {
                wanted.set_value(address);
                asked.set(true);
            }
            is_held
        });
        // It is forgotten with this effect.
        StoredValue::new_local(leaving);
    });
    let unload = window_event_listener(ev::beforeunload, move |event| {
        if is_closed("") {
            event.prevent_default();
        }
    });
    on_cleanup(move || unload.remove());
    let navigate = use_navigate();
    Callback::new(move |()| {
        forget();
        navigate(&wanted.get_value(), NavigateOptions::default());
    })
}
