//! What the visitor talked about before, in this browser or, as the same contact, in another.

use super::{Part, outcome};
use crate::conversation::api;
use crate::live::Console;
use crate::moment::Told;
use crate::text::use_texts;
use crate::ui::{Icon, Size};
use domain::conversation::Conversation;
use domain::id::ConversationId;
use domain::wire::console::SharedList;
use leptos::prelude::*;

/// The other conversations of the visitor and his contact, newest first; each opens in a tab of its own.
#[component]
pub(super) fn Recent(
    /// Besides which conversation.
    id: ConversationId,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let found = RwSignal::new(None::<Vec<Conversation>>);
    Effect::new(move || {
        console.lists().hear(SharedList::Contacts);
        leptos::task::spawn_local(async move {
            let recent = api::recent(id).await.unwrap_or_default();
            // The panel may have been left meanwhile.
            found.try_set(Some(recent));
        });
    });
    let shown = move || {
        let found = found.get()?;
        if found.is_empty() {
            return Some(view! { <p class="panel__none">{texts.recent_none}</p> }.into_any());
        }
        let items = found
            .into_iter()
            .map(|conversation| view! { <Item conversation /> });
        Some(view! { <ul class="panel__items">{items.collect_view()}</ul> }.into_any())
    };
    view! { <Part title=texts.recent>{shown}</Part> }
}

#[component]
fn Item(conversation: Conversation) -> impl IntoView {
    let texts = use_texts();
    let words = conversation
        .last_words
        .as_ref()
        .map(|words| words.text.clone());
    let words = words.filter(|words| !words.is_empty());
    let about = words.unwrap_or_else(|| conversation.visitor_name.clone());
    let outcome = conversation
        .outcome()
        .map(|(outcome, _)| outcome::name(texts, outcome));
    view! {
        <li>
            <a class="panel__item" href=format!("/inbox/{}", conversation.id) target="_blank" title=outcome>
                <span class="panel__about" dir="auto">{about}</span>
                <Told at=Signal::stored(conversation.active_at) class="panel__when" />
                <Icon name="external-link" size=Size::Small />
            </a>
        </li>
    }
}
