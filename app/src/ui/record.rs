//! A dialog for working on one thing, with what can be done below.

use leptos::html;
use leptos::prelude::*;

/// A dialog with a title, something to work on, and what can be done. Escape closes it.
#[component]
pub(crate) fn Record(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// What can be done, most important first.
    actions: ViewFn,
    /// What is worked on.
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
        let (children, actions) = (children.clone(), actions.clone());
        open.get().then(|| {
            view! {
                <div class="dialog__body">
                    <h2 class="dialog__title">{title}</h2>
                    {children()}
                </div>
                <div class="dialog__actions dialog__actions--start">{actions.run()}</div>
            }
        })
    };
    view! {
        <dialog
            node_ref=dialog
            class="dialog dialog--wide"
            aria-label=title
            on:close=move |_| open.set(false)
        >
            {content}
        </dialog>
    }
}
