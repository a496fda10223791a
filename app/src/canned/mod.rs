//! *Configuration → Canned Responses*: what one often writes, under a shortcut (spec 10.7).

pub(crate) mod api;
mod edit;
mod table;

use crate::configuration::{Section, Width};
use crate::edited::{DeleteDialog, Deleting, Edited};
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::{fill, use_texts};
use crate::ui::{Button, Kind, Search};
use domain::canned::{CannedResponse, CannedResponses};
use domain::wire::console::SharedList;
use edit::CannedDialog;
use leptos::prelude::*;
use table::Table;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    loaded: Loaded<CannedResponses>,
    /// What is looked for.
    sought: RwSignal<String>,
    edited: RwSignal<Option<Edited<CannedResponse>>>,
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
    let delete_text = Signal::derive(move || {
        let doomed = list.doomed.get();
        let shortcut = doomed.map(|response| response.shortcut).unwrap_or_default();
        fill(texts.canned_delete_text, &[("shortcut", &shortcut)])
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
            <DeleteDialog
                doomed=list.doomed
                loaded=list.loaded
                title=texts.canned_delete_title
                text=delete_text
                delete=Callback::new(|response: CannedResponse| Box::pin(api::delete(response.id)) as Deleting)
            />
        </Section>
    }
}
