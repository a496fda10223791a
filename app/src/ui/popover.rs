//! A button that opens something beside it.

use crate::browser::page;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// A button and what it opens. Escape, a click elsewhere and leaving it with the keyboard close it. Whatever closes it, the button takes
/// the focus over from what is gone.
#[component]
pub(crate) fn Popover(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What a screen reader says of the button.
    #[prop(into)]
    label: Signal<String>,
    /// The class of the button.
    trigger_class: &'static str,
    /// What is on the button.
    trigger: ViewFn,
    /// What kind of thing opens (`menu`, `dialog`).
    role: &'static str,
    /// Its shortcut.
    #[prop(optional, into)]
    keys: Option<&'static str>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// What opens.
    children: ChildrenFn,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    close_elsewhere(open, root);
    focus_first(open, root);
    let panel = move || {
        let children = children.clone();
        open.get().then(|| {
            on_cleanup(move || take_over(root, button));
            view! {
                <div class="popover__panel" role=role aria-label=move || label.get()>{children()}</div>
            }
        })
    };
    view! {
        <div
            class=format!("popover {class}")
            node_ref=root
            on:keydown=move |event| {
                if event.key() == "Escape" && open.get_untracked() {
                    event.stop_propagation();
                    open.set(false);
                }
            }
            on:focusout=move |event| {
                let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
                if next.is_some() && !contains(root, next.as_ref()) {
                    open.set(false);
                }
            }
        >
            <button
                type="button"
                node_ref=button
                class=trigger_class
                title=move || label.get()
                aria-label=move || label.get()
                aria-haspopup=role
                aria-keyshortcuts=keys
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {move || trigger.run()}
            </button>
            {panel}
        </div>
    }
}

fn close_elsewhere(open: RwSignal<bool>, root: NodeRef<html::Div>) {
    Effect::new(move || {
        let handle = window_event_listener(ev::pointerdown, move |event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Node>().ok());
            if open.get_untracked() && !contains(root, target.as_ref()) {
                open.set(false);
            }
        });
        on_cleanup(move || handle.remove());
    });
}

fn focus_first(open: RwSignal<bool>, root: NodeRef<html::Div>) {
    Effect::new(move || {
        if !open.get() {
            return;
        }
        request_animation_frame(move || {
            let first = root.get_untracked().and_then(|root| {
                root.query_selector(".popover__panel :is(button, a, input)")
                    .ok()
                    .flatten()
            });
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                // An element that cannot take the focus leaves it where it is.
                let _ = first.focus();
            }
        });
    });
}

/// What was open is still there, and is about to go.
fn take_over(root: NodeRef<html::Div>, button: NodeRef<html::Button>) {
    let root = root.try_get_untracked().flatten();
    let button = button.try_get_untracked().flatten();
    if let (Some(root), Some(button)) = (root, button)
        && page::has_focus(&root)
    {
        // A button that is gone cannot take the focus back.
        let _ = button.focus();
    }
}

fn contains(root: NodeRef<html::Div>, node: Option<&Node>) -> bool {
    root.get_untracked().is_some_and(|root| root.contains(node))
}
