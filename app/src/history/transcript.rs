//! One session: all that was said in it, with its rating at the end, and the way to those beside it.

use super::address::Address;
use super::api;
use crate::later::conversation;
use crate::live::Attention;
use crate::moment::Clock;
use crate::text::use_texts;
use crate::ui::{Empty, Icon, Size};
use domain::id::ConversationId;
use domain::report::Neighbours;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

/// The page `/sessions/{id}`.
#[component]
pub(crate) fn TranscriptPage() -> impl IntoView {
    let (texts, attention) = (use_texts(), Attention::of_page());
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let id = params.read().get("id");
        id.and_then(|id| id.parse::<ConversationId>().ok())
    });
    Effect::new(move || attention.turn_to(id.get()));
    on_cleanup(move || attention.turn_to(None));
    let content = move || match id.get() {
        Some(id) => conversation(id),
        None => view! {
            <Empty
                icon="message-circle"
                title=texts.no_such_conversation
                text=texts.no_such_conversation_text
            />
        }
        .into_any(),
    };
    view! {
        <Title text=format!("{} · {}", texts.sessions_all, texts.porchlight) />
        <div class="transcript">
            <Bar id />
            {content}
        </div>
    }
}

/// Back to the list, and on to the sessions beside this one in it.
#[component]
fn Bar(id: Memo<Option<ConversationId>>) -> impl IntoView {
    let (texts, clock) = (use_texts(), Clock::of_page());
    let address = Address::of_page();
    let address = move || address.get().unwrap_or_default();
    let beside = RwSignal::new(Neighbours::default());
    Effect::new(move || {
        let asked = address().asked(clock);
        // Which days are meant is known only once the reader's time zone is.
        let Some(id) = id.get().filter(|_| clock.is_local.get()) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let found = api::beside(asked, id).await.unwrap_or_default();
            // The page may have been left meanwhile.
            beside.try_set(found);
        });
    });
    let step = move |to: Option<ConversationId>, icon: &'static str, text: &'static str| match to {
        Some(to) => view! {
            <A href=address().at(&format!("/{to}")) attr:class="button button--quiet">
                <Icon name=icon size=Size::Small />
                {text}
            </A>
        }
        .into_any(),
        None => view! {
            <span class="button button--quiet transcript__none" aria-disabled="true">
                <Icon name=icon size=Size::Small />
                {text}
            </span>
        }
        .into_any(),
    };
    view! {
        <nav class="transcript__bar" aria-label=texts.sessions>
            <A href=move || address().at("") attr:class="button button--quiet transcript__back">
                <Icon name="list" size=Size::Small />
                {texts.sessions_all}
            </A>
            {move || step(beside.get().newer, "arrow-left", texts.session_newer)}
            {move || step(beside.get().older, "arrow-right", texts.session_older)}
        </nav>
    }
}
