//! One contact, to be read and changed.

use super::alike::Alike;
use super::delete::Delete;
use super::fields::{Besides, Reached, use_fields};
use super::past::Past;
use super::{CONTACTS, api};
use crate::api::Failure;
use crate::history::SessionTabs;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::record_form::{Asked, Conflict, RecordForm, Recorded};
use crate::text::use_texts;
use crate::ui::{Button, Empty, Kind};
use domain::contact::{Contact, ContactDraft, ContactPast};
use domain::id::ContactId;
use domain::wire::console::SharedList;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

impl Recorded for Contact {
    fn load(&self) -> Asked<Self> {
        Box::pin(api::load(self.id))
    }

    fn change(&self, version: i64, draft: ContactDraft) -> Asked<Self> {
        Box::pin(api::change(self.id, version, draft))
    }
}

/// The page `/sessions/contacts/ID`.
#[component]
pub(crate) fn ContactPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| -> Option<ContactId> { params.read().get("id")?.parse().ok() });
    move || match id.get() {
        Some(id) => view! { <Opened id /> }.into_any(),
        None => view! { <Missing /> }.into_any(),
    }
}

#[component]
fn Opened(id: ContactId) -> impl IntoView {
    let texts = use_texts();
    let found = Loaded::new(None, move || async move {
        match api::load(id).await {
            Err(Failure::NotFound) => Ok(None),
            answer => answer.map(Some),
        }
    });
    let content = move |contact: Option<Contact>| match contact {
        Some(contact) => view! { <Form contact /> }.into_any(),
        None => view! { <Missing /> }.into_any(),
    };
    view! {
        <Title text=format!("{} · {}", texts.contact, texts.porchlight) />
        <Shown loaded=found content />
    }
}

#[component]
fn Missing() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Empty icon="users" title=texts.contact_missing text=texts.contact_missing_text>
            <A href=CONTACTS attr:class="button">{texts.contacts}</A>
        </Empty>
    }
}

#[component]
fn Form(contact: Contact) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let id = contact.id;
    let form = RecordForm::new(contact, texts.contact_gone);
    let past = RwSignal::new(None::<ContactPast>);
    Effect::new(move |before: Option<()>| {
        console.lists().hear(SharedList::Contacts);
        console.lists().hear(SharedList::Tickets);
        console.lists().hear(SharedList::Leads);
        if before.is_some() {
            form.look();
        }
        leptos::task::spawn_local(async move {
            // Without an answer what is here stays; the page may have been left meanwhile.
            if let Ok(answer) = api::past(id).await {
                past.try_set(Some(answer));
            }
        });
    });
    let heading = Memo::new(move |_| form.known.with(|known| known.draft.called().to_owned()));
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        form.save(console, texts);
    };
    view! {
        <div class="page">
            <header class="page__head">
                <h1 class="page__title" dir="auto">{heading}</h1>
                <SessionTabs />
            </header>
            <div class="page__body page__body--wide contact">
                <Alike form past />
                <div class="contact__parts">
                    <form class="form" novalidate on:submit=submitted>
                        <Conflict form changed=texts.contact_changed fields=use_fields() />
                        <Reached draft=form.draft problems=form.problems />
                        <Besides draft=form.draft problems=form.problems />
                        <div class="form__actions">
                            <Button kind=Kind::Submit disabled=form.is_pending>{texts.save}</Button>
                            <Delete id />
                        </div>
                    </form>
                    <Past past />
                </div>
            </div>
        </div>
    }
}
