//! *Configuration → Chatbots*: scripts that talk to visitors before an operator does (spec 9.1).

pub(crate) mod api;
mod file;
mod form;
mod import;
mod row;

pub(crate) use form::ChatbotPage;

use crate::administration::Administrators;
use crate::configuration::{Section, Width};
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::{fill, use_texts};
use crate::ui::{Empty, Notice, Tone};
use domain::chatbot::ChatbotCard;
use domain::id::ChannelId;
use import::Import;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;
use row::{DeleteDialog, Row};

/// What the parts of the list share.
#[derive(Clone, Copy)]
struct Chatbots {
    loaded: Loaded<Vec<ChatbotCard>>,
    /// What is to be deleted, once that was said twice.
    doomed: RwSignal<Option<ChatbotCard>>,
}

/// The page `/configuration/chatbots`.
#[component]
pub(crate) fn ChatbotsPage() -> impl IntoView {
    view! {
        <Administrators>
            <List />
        </Administrators>
    }
}

#[component]
fn List() -> impl IntoView {
    let texts = use_texts();
    let first = First::take(|first| match first {
        First::Chatbots(chatbots) => Some(chatbots),
        _ => None,
    });
    let list = Chatbots {
        loaded: Loaded::new(first, api::list),
        doomed: RwSignal::new(None),
    };
    let refused = RwSignal::new(None::<String>);
    let query = use_query_map();
    let asked = Memo::new(move |_| asked_channel(query.read().get("channel").as_deref()));
    view! {
        <Section title=texts.chatbots width=Width::Wide>
            <p class="page__text">{texts.chatbots_text}</p>
            <div class="form__actions">
                <A href="/configuration/chatbots/new" attr:class="button button--primary">
                    {texts.chatbot_new}
                </A>
                <Import refused />
            </div>
            <Show when=move || refused.with(Option::is_some)>
                <Notice
                    tone=Tone::Danger
                    icon="triangle-alert"
                    text=Signal::derive(move || refused.get().unwrap_or_default())
                />
            </Show>
            {move || asked.get().map(|channel| view! { <Narrowed channel /> })}
            <Shown
                loaded=list.loaded
                content=move |chatbots| {
                    view! { {move || view! { <Table list chatbots=chatbots.clone() of=asked.get() /> }} }.into_any()
                }
            />
            <DeleteDialog list />
        </Section>
    }
}

/// The channel that an address asks for.
fn asked_channel(id: Option<&str>) -> Option<ChannelId> {
    id?.parse().ok()
}

/// Says of which channel alone chatbots are shown, and the way to all of them.
#[component]
fn Narrowed(channel: ChannelId) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let text = move || fill(texts.chatbots_of, &[("name", &name_of(console, channel))]);
    view! {
        <p class="page__text">
            {text} " · "
            <A href="/configuration/chatbots">{texts.chatbots_all}</A>
        </p>
    }
}

fn name_of(console: Console, channel: ChannelId) -> String {
    console
        .channel(channel)
        .map(|card| card.name)
        .unwrap_or_default()
}

#[component]
fn Table(list: Chatbots, chatbots: Vec<ChatbotCard>, of: Option<ChannelId>) -> impl IntoView {
    let texts = use_texts();
    let mut chatbots = chatbots;
    if let Some(channel) = of {
        chatbots.retain(|chatbot| chatbot.channels.contains(&channel));
    }
    if chatbots.is_empty() {
        return view! { <Nothing of /> }.into_any();
    }
    view! {
        <table class="roster">
            <thead>
                <tr>
                    <th scope="col">{texts.chatbot_name}</th>
                    <th scope="col">{texts.chatbot_channels}</th>
                    <th scope="col">{texts.chatbot_steps}</th>
                    <th scope="col">{texts.chatbot_state}</th>
                    <th scope="col"><span class="visually-hidden">{texts.user_edit}</span></th>
                </tr>
            </thead>
            <tbody>
                {chatbots
                    .into_iter()
                    .map(|chatbot| view! { <Row list chatbot /> })
                    .collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Nothing(of: Option<ChannelId>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let Some(channel) = of else {
        let (title, text) = (texts.chatbots_empty, texts.chatbots_empty_text);
        return view! { <Empty icon="bot" title text /> };
    };
    let name = untrack(|| name_of(console, channel));
    let title = fill(texts.chatbots_none_of, &[("name", &name)]);
    view! { <Empty icon="bot" title text=texts.chatbots_none_of_text /> }
}
