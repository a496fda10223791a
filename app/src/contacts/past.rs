//! What a contact said, and what is left to be done for it.

use crate::leads::Leads;
use crate::moment::Told;
use crate::records::{CardOf, Kind, RecordLink, StageMark};
use crate::text::{fill_count, use_texts};
use crate::tickets::Tickets;
use domain::contact::ContactPast;
use domain::conversation::Conversation;
use domain::record::Card;
use leptos::prelude::*;
use leptos_router::components::A;

/// Conversations, tickets and leads, newest first.
#[component]
pub(super) fn Past(
    /// What is known of it, once it is here.
    past: RwSignal<Option<ContactPast>>,
) -> impl IntoView {
    move || {
        past.get().map(|past| {
            view! {
                <div class="contact__past">
                    <Conversations conversations=past.conversations count=past.conversation_count />
                    <Records kind=Tickets cards=past.tickets />
                    <Records kind=Leads cards=past.leads />
                </div>
            }
        })
    }
}

#[component]
fn Conversations(conversations: Vec<Conversation>, count: usize) -> impl IntoView {
    let texts = use_texts();
    if conversations.is_empty() {
        return view! {
            <section>
                <h2 class="contact__title">{texts.contact_conversations}</h2>
                <p class="field__help">{texts.contact_conversations_none}</p>
            </section>
        }
        .into_any();
    }
    let more = (count > conversations.len())
        .then(|| view! { <p class="field__help">{fill_count(texts.contact_conversations_newest, conversations.len())}</p> });
    let items = conversations
        .into_iter()
        .map(|conversation| view! { <Said conversation /> });
    view! {
        <section>
            <h2 class="contact__title">{texts.contact_conversations}</h2>
            <p class="field__help">{texts.contact_unconfirmed}</p>
            <ul class="contact__items">{items.collect_view()}</ul>
            {more}
        </section>
    }
    .into_any()
}

#[component]
fn Said(conversation: Conversation) -> impl IntoView {
    let words = conversation.last_words.as_ref();
    let words = words.map(|words| words.text.clone());
    let about = words
        .filter(|words| !words.is_empty())
        .unwrap_or_else(|| conversation.visitor_name.clone());
    view! {
        <li class="contact__item">
            <A href=format!("/inbox/{}", conversation.id) attr:class="contact__about" attr:dir="auto">{about}</A>
            <Told at=Signal::stored(conversation.active_at) class="contact__when" />
        </li>
    }
}

#[component]
fn Records<K: Kind>(kind: K, cards: Vec<CardOf<K>>) -> impl IntoView {
    let texts = use_texts();
    let item = |card: CardOf<K>| {
        let told = kind.told(&card);
        view! {
            <li class="contact__item">
                <span class="contact__about">
                    <RecordLink kind number=card.number() title=told.title />
                </span>
                <StageMark kind stage=told.stage />
            </li>
        }
    };
    (!cards.is_empty()).then(|| {
        let items = cards.into_iter().map(item).collect_view();
        view! {
            <section>
                <h2 class="contact__title">{kind.texts(texts).records}</h2>
                <ul class="contact__items">{items}</ul>
            </section>
        }
    })
}
