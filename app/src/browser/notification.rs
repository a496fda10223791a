//! Desktop notifications.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Whether this browser shows notifications of this site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Permission {
    /// It has not been asked.
    Unasked,
    /// It shows them.
    Granted,
    /// It does not, and must not be asked again.
    Denied,
}

/// Whether this browser shows notifications now.
pub(crate) fn permission() -> Permission {
    // Browsers without notifications lack the class, and asking it would throw.
    let is_there = web_sys::window().is_some_and(|window| {
        js_sys::Reflect::has(&window, &"Notification".into()).unwrap_or(false)
    });
    if !is_there {
        return Permission::Denied;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Default => Permission::Unasked,
        _ => Permission::Denied,
    }
}

/// Asks the person; `answered` runs with the answer.
pub(crate) fn ask(answered: impl Fn(Permission) + 'static) {
    leptos::task::spawn_local(async move { answered(asked().await) });
}

/// Asks the person, who has just pressed something; the answer.
pub(crate) async fn asked() -> Permission {
    let is_unasked = permission() == Permission::Unasked;
    let promise = is_unasked.then(|| Notification::request_permission().ok());
    if let Some(promise) = promise.flatten() {
        // Whatever the promise gave, the permission itself tells.
        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    }
    permission()
}

/// Shows one; another with the same `tag` takes its place. A click brings the console to the front and runs `clicked`.
pub(crate) fn show(title: &str, body: &str, tag: &str, clicked: impl Fn() + 'static) {
    if permission() != Permission::Granted {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    let Ok(notification) = Notification::new_with_options(title, &options) else {
        return;
    };
    let click = Closure::once_into_js(move || {
        if let Some(window) = web_sys::window() {
            // A window that cannot take the focus stays where it is.
            let _ = window.focus();
        }
        clicked();
    });
    notification.set_onclick(Some(click.unchecked_ref()));
}

/// The permission as a signal that starts unknown and is read once the page runs.
pub(crate) fn permission_signal() -> RwSignal<Option<Permission>> {
    let signal = RwSignal::new(None);
    Effect::new(move || signal.set(Some(permission())));
    signal
}
