//! Records of a list that are made, changed and deleted in dialogs over it.

use crate::api::Failure;
use crate::live::Console;
use crate::loaded::Loaded;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Dialog, FormDialog, Kind};
use futures::future::LocalBoxFuture;
use leptos::prelude::*;

/// What is in the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edited<T> {
    /// One that is not made yet.
    New,
    /// One of the list.
    Known(T),
}

/// The dialog in which one is made or changed, open as long as one is.
#[component]
pub(crate) fn EditDialog<T: Send + Sync + 'static>(
    /// Which.
    edited: RwSignal<Option<Edited<T>>>,
    /// What the dialog is called for one that is not made yet.
    new: &'static str,
    /// What it is called for one of the list.
    known: &'static str,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The form.
    children: ChildrenFn,
) -> impl IntoView {
    let texts = use_texts();
    Effect::new(move || {
        if edited.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() {
            edited.set(None);
        }
    });
    let title = Signal::derive(move || {
        let is_known = edited.with(|edited| matches!(edited, Some(Edited::Known(_))));
        (if is_known { known } else { new }).to_owned()
    });
    view! { <FormDialog open title close=texts.close>{children()}</FormDialog> }
}

/// What can be done with one of the list.
#[component]
pub(crate) fn Deeds<T: Clone + Send + Sync + 'static>(
    /// Which.
    record: T,
    /// What it is called.
    name: fn(&T) -> &str,
    /// What is being changed.
    edited: RwSignal<Option<Edited<T>>>,
    /// What is about to be deleted.
    doomed: RwSignal<Option<T>>,
) -> impl IntoView {
    let texts = use_texts();
    let label = |text| fill(text, &[("name", name(&record))]);
    let (edit_label, delete_label) = (label(texts.user_edit_of), label(texts.delete_of));
    let (known, gone) = (record.clone(), record);
    view! {
        <span class="roster__deeds">
            <Button
                kind=Kind::SmallSign
                icon="pencil"
                label=edit_label
                on:click=move |_| edited.set(Some(Edited::Known(known.clone())))
            />
            <Button
                kind=Kind::SmallSign
                icon="trash-2"
                label=delete_label
                on:click=move |_| doomed.set(Some(gone.clone()))
            />
        </span>
    }
}

/// A deletion on its way.
pub(crate) type Deleting = LocalBoxFuture<'static, Result<(), Failure>>;

/// The question before one is deleted.
#[component]
pub(crate) fn DeleteDialog<T, L>(
    /// Which.
    doomed: RwSignal<Option<T>>,
    /// The list, to be asked for again afterwards.
    loaded: Loaded<L>,
    /// The question.
    title: &'static str,
    /// What follows from it.
    text: Signal<String>,
    /// Deletes it.
    delete: Callback<T, Deleting>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    L: Clone + PartialEq + Send + Sync + 'static,
{
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    Effect::new(move || open.set(doomed.with(Option::is_some)));
    let confirmed = Callback::new(move |()| {
        let Some(record) = doomed.get_untracked() else {
            return;
        };
        doomed.set(None);
        let deleting = delete.run(record);
        leptos::task::spawn_local(async move {
            // Gone is gone, whoever was quicker.
            match deleting.await {
                Ok(()) | Err(Failure::NotFound) => {}
                Err(Failure::Forbidden) => console.tell(texts.not_allowed),
                Err(_) => console.tell(texts.form_unavailable),
            }
            loaded.refresh();
        });
    });
    view! {
        <Dialog
            open
            title
            text
            confirm=texts.delete_do
            cancel=texts.cancel
            on_confirm=confirmed
        />
    }
}
