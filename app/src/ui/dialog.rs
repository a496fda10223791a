//! A question that must be answered first.

use super::{Button, Kind};
use leptos::html;
use leptos::prelude::*;

/// A dialog that asks before something is done. Escape and *Cancel* answer no.
#[component]
pub(crate) fn Dialog(
    /// Whether it is asked now.
    open: RwSignal<bool>,
    /// The question.
    title: &'static str,
    /// What follows from it.
    #[prop(into)]
    text: Signal<String>,
    /// The button that answers yes.
    confirm: &'static str,
    /// The button that answers no.
    cancel: &'static str,
    /// Does it.
    on_confirm: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Only a dialog that left the document cannot be shown, and nobody sees that one.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let confirmed = move |_| {
        // At once: as long as it is open, nothing else can take the focus.
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
        open.set(false);
        on_confirm.run(());
    };
    view! {
        <dialog node_ref=dialog class="dialog" aria-label=title on:close=move |_| open.set(false)>
            <div class="dialog__body">
                <h2 class="dialog__title">{title}</h2>
                <p class="dialog__text">{text}</p>
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Danger on:click=confirmed>{confirm}</Button>
                <Button on:click=move |_| open.set(false)>{cancel}</Button>
            </div>
        </dialog>
    }
}

/// Shows a dialog over the page as soon as it is there.
pub(crate) fn show_modal(dialog: NodeRef<html::Dialog>) {
    Effect::new(move || {
        if let Some(dialog) = dialog.get().filter(|dialog| !dialog.open()) {
            // Only a dialog that left the document cannot be shown, and nobody sees that one.
            let _ = dialog.show_modal();
        }
    });
}
