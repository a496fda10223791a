//! *Open tickets* and *Open leads* of the visitor and his contact (spec 8.5).

use super::Part;
use crate::live::Console;
use crate::record_form::Asked;
use crate::records::{CardOf, Kind, called, record_address};
use crate::text::use_texts;
use crate::ui::{Icon, Size};
use domain::id::ConversationId;
use domain::record::Card;
use domain::wire::console::SharedList;
use leptos::prelude::*;

/// Some of a kind; `None` while their app is off.
type Cards<K> = Option<Vec<CardOf<K>>>;

/// The open records of a kind of the visitor and his contact, newest first; each opens in a tab of its own. Nothing while their app is off.
#[component]
pub(super) fn OpenRecords<K: Kind>(
    /// Of what kind.
    kind: K,
    /// Beside which conversation.
    id: ConversationId,
    /// The heading.
    title: &'static str,
    /// What is said where there are none.
    none: &'static str,
    /// Asks for them.
    ask: fn(ConversationId) -> Asked<Cards<K>>,
) -> impl IntoView {
    let console = Console::of_page();
    let found = RwSignal::new(Cards::<K>::None);
    Effect::new(move || {
        console.lists().hear(kind.app().list());
        console.lists().hear(kind.app().records());
        console.lists().hear(SharedList::Contacts);
        leptos::task::spawn_local(async move {
            // Without an answer what is here stays; the panel may have been left meanwhile.
            if let Ok(open) = ask(id).await {
                found.try_set(open);
            }
        });
    });
    move || {
        let cards = found.get()?;
        let content = if cards.is_empty() {
            view! { <p class="panel__none">{none}</p> }.into_any()
        } else {
            let items = cards.into_iter().map(|card| view! { <Item kind card /> });
            view! { <ul class="panel__items">{items.collect_view()}</ul> }.into_any()
        };
        Some(view! { <Part title>{content}</Part> })
    }
}

#[component]
fn Item<K: Kind>(kind: K, card: CardOf<K>) -> impl IntoView {
    let texts = use_texts();
    let told = kind.told(&card);
    let name = called(card.number(), &told.title);
    let title = format!("{name} · {}", kind.stage_name(texts, told.stage));
    view! {
        <li>
            <a class="panel__item" href=record_address(kind, card.number()) target="_blank" title=title>
                <span class="panel__about" dir="auto">{name}</span>
                <Icon name="external-link" size=Size::Small />
            </a>
        </li>
    }
}
