//! *Configuration → Canned Responses*: what one often writes, under a shortcut (spec 10.7).

pub(crate) mod api;
mod edit;
mod table;

use crate::api::Failure;
use crate::configuration::{Section, Width};
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::{fill, use_texts};
use crate::ui::{Button, Dialog, Kind, Search};
use domain::canned::{CannedResponse, CannedResponses};
use domain::wire::console::SharedList;
use edit::{CannedDialog, Edited};
use leptos::prelude::*;
use table::Table;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    loaded: Loaded<CannedResponses>,
    /// What is looked for.
    sought: RwSignal<String>,
    edited: RwSignal<Option<Edited>>,
    doomed: RwSignal<Option<CannedResponse>>,
}

/// The page `/configuration/canned`.
#[component]
pub(crate) fn CannedPage() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let first = First::take(|first| match first {
        First::Canned(canned) => Some(canned),
        _ => None,
    });
    let list = List {
        loaded: Loaded::new(first, api::list),
        sought: RwSignal::default(),
        edited: RwSignal::new(None),
        doomed: RwSignal::new(None),
    };
    Effect::new(move |before: Option<()>| {
        console.lists().hear(SharedList::CannedResponses);
        if before.is_some() {
            list.loaded.refresh();
        }
    });
    view! {
        <Section title=texts.canned width=Width::Wide>
            <p class="page__text">{texts.canned_text}</p>
            <div class="bar">
                <Search sought=list.sought label=texts.canned_search />
                <Button
                    kind=Kind::Primary
                    icon="plus"
                    on:click=move |_| list.edited.set(Some(Edited::New))
                >
                    {texts.canned_new}
                </Button>
            </div>
            <Shown
                loaded=list.loaded
                content=move |canned| view! { <Table list canned /> }.into_any()
            />
            <CannedDialog list />
            <DeleteDialog list />
        </Section>
    }
}

#[component]
fn DeleteDialog(list: List) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    Effect::new(move || open.set(list.doomed.with(Option::is_some)));
    let text = Signal::derive(move || {
        let doomed = list.doomed.get();
        let shortcut = doomed.map(|response| response.shortcut).unwrap_or_default();
        fill(texts.canned_delete_text, &[("shortcut", &shortcut)])
    });
    let confirmed = Callback::new(move |()| {
        let Some(response) = list.doomed.get_untracked() else {
            return;
        };
        list.doomed.set(None);
        leptos::task::spawn_local(async move {
            // Gone is gone, whoever was quicker.
            match api::delete(response.id).await {
                Ok(()) | Err(Failure::NotFound) => {}
                Err(Failure::Forbidden) => console.tell(texts.not_allowed),
                Err(_) => console.tell(texts.form_unavailable),
            }
            list.loaded.refresh();
        });
    });
    view! {
        <Dialog
            open
            title=texts.canned_delete_title
            text
            confirm=texts.delete_do
            cancel=texts.cancel
            on_confirm=confirmed
        />
    }
}
