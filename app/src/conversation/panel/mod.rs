//! The information panel: what is known of a conversation besides what was said (spec 8.5).

mod answers;
mod assignment;
mod expertises;
mod note;
mod outcome;
mod pages;
mod picker;
mod place;
mod recent;
mod records;
mod send;
pub(crate) mod status;
mod tags;

pub(crate) use outcome::name as outcome_name;

use crate::browser::page;
use crate::contacts::ContactOfConversation;
use crate::conversation::draft::Draft;
use crate::conversation::leave::Leave;
use crate::keyboard::shortcut;
use crate::leads::{Leads, api as leads};
use crate::live::Console;
use crate::text::use_texts;
use crate::tickets::{Tickets, api as tickets};
use crate::ui::{Avatar, Button};
use answers::Answers;
use assignment::Assignment;
use domain::conversation::Conversation;
use domain::id::ConversationId;
use expertises::Expertises;
use leptos::prelude::*;
use note::NoteView;
use outcome::OutcomeView;
use pages::Pages;
use place::Place;
use recent::Recent;
use records::OpenRecords;
use send::SendView;
use status::StatusButtons;
use tags::Tags;

/// Below this width the panel is a drawer over the conversation.
const DRAWER_BELOW_PX: f64 = 1_100.;

/// Whether the panel is shown: beside the conversation where there is room, else in a drawer.
#[derive(Clone, Copy)]
pub(crate) struct PanelState {
    is_hidden: RwSignal<bool>,
    is_drawer: RwSignal<bool>,
    drawer_is_open: RwSignal<bool>,
}

impl PanelState {
    pub(super) fn new(console: Console) -> Self {
        let is_drawer = RwSignal::new(false);
        Effect::new(move || {
            let look = move || is_drawer.set(page::is_narrower_than(DRAWER_BELOW_PX));
            look();
            let resized = window_event_listener(leptos::ev::resize, move |_| look());
            on_cleanup(move || resized.remove());
        });
        Self {
            is_hidden: console.hides_panel,
            is_drawer,
            drawer_is_open: RwSignal::new(false),
        }
    }

    /// Whether it is in sight now.
    pub(super) fn is_open(self) -> bool {
        if self.is_drawer.get() {
            self.drawer_is_open.get()
        } else {
            !self.is_hidden.get()
        }
    }

    pub(super) fn toggle(self) {
        if self.is_drawer.get_untracked() {
            self.drawer_is_open.update(|is_open| *is_open = !*is_open);
        } else {
            let hides = !self.is_hidden.get_untracked();
            self.is_hidden.set(hides);
            leptos::task::spawn_local(async move {
                // It stays as it is here; only the next page would not know.
                let _ = super::api::hide_panel(hides).await;
            });
        }
    }

    /// It lies over the conversation no more.
    pub(super) fn close_drawer(self) {
        self.drawer_is_open.try_set(false);
    }

    fn shown_as(self) -> &'static str {
        match (self.is_hidden.get(), self.drawer_is_open.get()) {
            (false, false) => "beside",
            (false, true) => "beside drawer",
            (true, false) => "",
            (true, true) => "drawer",
        }
    }
}

/// The panel of a conversation.
#[component]
pub(super) fn Panel(
    /// Of which conversation.
    id: ConversationId,
    /// Whether it is shown.
    state: PanelState,
    /// What is being written.
    draft: Draft,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let conversation = Memo::new(move |_| console.row(id).map(|row| row.conversation));
    let is_open =
        Memo::new(move |_| conversation.with(|of| of.as_ref().is_some_and(Conversation::is_open)));
    let is_ended =
        Memo::new(move |_| conversation.with(|of| of.as_ref().is_some_and(|of| !of.is_open())));
    view! {
        <aside class="panel" aria-label=texts.information data-shown=move || state.shown_as()>
            <Who conversation state />
            <ContactOfConversation id />
            <Show when=move || is_open.get()>
                <StatusButtons id conversation />
                <span class="panel__leave"><Leave id panel=state draft /></span>
            </Show>
            <Show when=move || is_ended.get()>
                <OutcomeView id conversation />
            </Show>
            <NoteView id />
            <Tags id />
            <Answers id conversation />
            <Expertises id conversation />
            <Place conversation />
            <Pages id conversation />
            <Assignment id conversation />
            <OpenRecords
                kind=Tickets
                id
                title=texts.open_tickets
                none=texts.open_tickets_none
                ask=|id| Box::pin(tickets::open(id))
            />
            <OpenRecords
                kind=Leads
                id
                title=texts.open_leads
                none=texts.open_leads_none
                ask=|id| Box::pin(leads::open(id))
            />
            <Recent id />
            <SendView id conversation />
        </aside>
    }
}

#[component]
fn Who(conversation: Memo<Option<Conversation>>, state: PanelState) -> impl IntoView {
    let texts = use_texts();
    let name = Signal::derive(move || {
        conversation
            .with(|of| of.as_ref().map(|of| of.visitor_name.clone()))
            .unwrap_or_default()
    });
    let close = move |_| {
        state.toggle();
        // The button that was pressed is out of sight.
        page::focus(&format!("[aria-keyshortcuts='{}']", shortcut::PANEL));
    };
    let email = move || conversation.with(|of| of.as_ref().and_then(|of| of.email.clone()));
    view! {
        <div class="panel__who">
            <Avatar name class="avatar--lit avatar--large" />
            <div class="panel__name">
                <b dir="auto">{name}</b>
                {move || email().map(|email| view! {
                    <a class="panel__email" href=format!("mailto:{email}")>{email.clone()}</a>
                })}
            </div>
            <span class="panel__close">
                <Button icon="x" label=texts.close on:click=close />
            </span>
        </div>
    }
}

/// A part of the panel under a heading of its own.
#[component]
fn Part(
    /// The heading.
    title: &'static str,
    /// The part.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel__part">
            <h3 class="panel__title">{title}</h3>
            {children()}
        </section>
    }
}
