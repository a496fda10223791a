//! The list of all shortcuts.

use super::{Keyboard, Overlay, shortcut};
use crate::browser::page;
use crate::text::use_texts;
use crate::ui::{Button, show_modal};
use leptos::html;
use leptos::prelude::*;

/// The list, over the page until it is closed.
#[component]
pub(crate) fn ShortcutList() -> impl IntoView {
    let (keyboard, texts) = (Keyboard::of_page(), use_texts());
    let dialog = NodeRef::<html::Dialog>::new();
    show_modal(dialog);
    let groups = shortcut::all(texts).map(|(name, shortcuts)| {
        let rows = shortcuts.into_iter().map(|(keys, does)| {
            view! { <div class="keys__row"><dt>{does}</dt> <dd>{key_names(keys)}</dd></div> }
        });
        view! {
            <section class="keys__group">
                <h3 class="keys__title">{name}</h3>
                <dl>{rows.collect_view()}</dl>
            </section>
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="dialog keys"
            aria-labelledby="keys-title"
            on:close=move |event| keyboard.closed(Overlay::Shortcuts, &event)
        >
            <header class="dialog__head">
                <h2 class="dialog__title" id="keys-title">{texts.keys_list}</h2>
                <Button icon="x" label=texts.close on:click=|_| page::close_dialog() />
            </header>
            <div class="keys__groups">{groups}</div>
        </dialog>
    }
}

/// The keys of a shortcut, as `aria-keyshortcuts` writes them, each for itself.
pub(super) fn key_names(keys: &str) -> impl IntoView + use<> {
    let name = |key| match key {
        "Control" => "Ctrl / ⌘",
        "Shift" => "⇧",
        "Enter" => "↵",
        "Tab" => "⇥",
        other => other,
    };
    let names: Vec<String> = keys.split('+').map(|key| name(key).to_owned()).collect();
    let keys = names
        .into_iter()
        .map(|name| view! { <kbd>{name}</kbd> " " });
    view! { <span class="keys__keys">{keys.collect_view()}</span> }
}
