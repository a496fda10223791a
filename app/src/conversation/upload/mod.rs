//! Files of the operator: chosen with a button, dropped anywhere on the page or onto a chat window, or pasted into the reply (spec 6.6, 8.3).

mod state;

pub(super) use state::Uploads;

use super::draft::Draft;
use super::place::Place;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Icon, Kind, Size};
use domain::id::ClientId;
use leptos::ev::{self, DragEvent};
use leptos::html;
use leptos::prelude::*;
use state::Stage;
use web_sys::HtmlInputElement;

/// The button that chooses files.
#[component]
pub(super) fn AttachButton(
    /// Sends what is chosen.
    uploads: Uploads,
) -> impl IntoView {
    let texts = use_texts();
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |input: HtmlInputElement| {
        if let Some(files) = input.files() {
            uploads.send(&files);
        }
        // The same file can be chosen again after a refusal.
        input.set_value("");
    };
    view! {
        <input
            node_ref=input
            type="file"
            multiple
            hidden
            on:change:target=move |event| chosen(event.target())
        />
        <Button kind=Kind::Sign icon="paperclip" label=texts.file_attach on:click=choose />
    }
}

/// The files that are on their way, or were not taken.
#[component]
pub(super) fn UploadList(
    /// Which.
    uploads: Uploads,
    /// What is being written.
    draft: Draft,
) -> impl IntoView {
    let texts = use_texts();
    take_drops(uploads, Place::here());
    let files = move || {
        let list = uploads.list.read();
        list.iter()
            .map(|upload| (upload.id, upload.name.clone()))
            .collect::<Vec<_>>()
    };
    view! {
        <Show when=move || uploads.is_over.get()>
            <p class="uploads__drop" role="status">
                <Icon name="paperclip" size=Size::Small />
                {texts.file_drop}
            </p>
        </Show>
        <Show when=move || uploads.list.with(|list| !list.is_empty())>
            <ul class="uploads" aria-label=texts.files>
                <For each=files key=|(id, _)| *id let((id, name))>
                    <UploadRow id name uploads draft />
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn UploadRow(id: ClientId, name: String, uploads: Uploads, draft: Draft) -> impl IntoView {
    let texts = use_texts();
    let stage = Memo::new(move |last: Option<&Stage>| {
        let list = uploads.list.read();
        let found = list.iter().find(|upload| upload.id == id);
        // Until the row is gone it shows what it was.
        found.map_or_else(
            || last.cloned().unwrap_or(Stage::Going { percent: 100 }),
            |upload| upload.stage.clone(),
        )
    });
    let percent = Memo::new(move |_| match stage.get() {
        Stage::Going { percent } => percent,
        Stage::Failed { .. } => 0,
    });
    let failure = Memo::new(move |_| match stage.get() {
        Stage::Going { .. } => None,
        Stage::Failed { sentence, may_pass } => Some((sentence, may_pass)),
    });
    let going = fill(texts.file_going, &[("name", &name)]);
    let remove = fill(texts.file_remove, &[("name", &name)]);
    let shown = name.clone();
    let retry = move || {
        let name = name.clone();
        let retry = move |_| {
            uploads.retry(id, name.clone());
            draft.focus();
        };
        view! { <Button kind=Kind::Link on:click=retry>{texts.retry}</Button> }
    };
    let state = move || match failure.get() {
        None => view! {
            <progress
                class="uploads__progress"
                max="100"
                value=move || percent.get().to_string()
                aria-label=going.clone()
            ></progress>
        }
        .into_any(),
        Some((sentence, may_pass)) => view! {
            <span class="uploads__problem" role="alert">{sentence}</span>
            {may_pass.then(&retry)}
        }
        .into_any(),
    };
    view! {
        <li class="uploads__row" class:uploads__row--failed=move || failure.with(Option::is_some)>
            <Icon name="file" size=Size::Small />
            <span class="uploads__name" dir="auto">{shown}</span>
            {state}
            <Button
                kind=Kind::SmallSign
                icon="x"
                label=remove
                on:click=move |_| {
                    uploads.remove(id);
                    draft.focus();
                }
            />
        </li>
    }
}

/// Without this a browser would leave the page for a file that is dropped onto it.
fn take_drops(uploads: Uploads, place: Place) {
    let over = move |event: DragEvent| {
        let is_here = place.is_under(&event);
        if has_files(&event) {
            if is_here {
                event.prevent_default();
            }
            if uploads.is_over.get_untracked() != is_here {
                uploads.is_over.set(is_here);
            }
        }
    };
    let left = move |event: DragEvent| {
        // Within the page it only goes from one element to the next.
        if event.related_target().is_none() {
            uploads.is_over.set(false);
        }
    };
    let dropped = move |event: DragEvent| {
        if has_files(&event) && place.is_under(&event) {
            event.prevent_default();
            uploads.is_over.set(false);
            uploads.take(event.data_transfer());
        }
    };
    Effect::new(move || {
        let handles = [
            window_event_listener(ev::dragover, over),
            window_event_listener(ev::dragleave, left),
            window_event_listener(ev::drop, dropped),
        ];
        on_cleanup(move || {
            for handle in handles {
                handle.remove();
            }
        });
    });
}

/// Whether files are dragged, and not something of the page itself.
fn has_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}
