//! A dialog in which one record is edited. Escape and the cross close it.

use super::{Button, Kind};
use leptos::html;
use leptos::prelude::*;

/// A dialog over the page; what is in it is made anew each time it opens.
#[component]
pub(crate) fn FormDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it is for.
    #[prop(into)]
    title: Signal<String>,
    /// What a screen reader says of the cross.
    close: &'static str,
    /// What is in it.
    children: ChildrenFn,
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
    let content = move || {
        let children = children.clone();
        open.get().then(|| {
            view! {
                <div class="dialog__head">
                    <h2 class="dialog__title">{move || title.get()}</h2>
                    <Button kind=Kind::SmallSign icon="x" label=close on:click=move |_| open.set(false) />
                </div>
                {children()}
            }
        })
    };
    view! {
        <dialog
            node_ref=dialog
            class="dialog dialog--wide"
            aria-label=move || title.get()
            on:close=move |_| open.set(false)
        >
            {content}
        </dialog>
    }
}
