//! *Configuration → Chatbots*: scripts that talk to visitors before an operator does (spec 9.1).

pub(crate) mod api;
mod form;
mod row;

pub(crate) use form::ChatbotPage;

use crate::administration::Administrators;
use crate::configuration::{Section, Width};
use crate::first::First;
use crate::loaded::{Loaded, Shown};
use crate::text::use_texts;
use crate::ui::Empty;
use domain::chatbot::ChatbotCard;
use leptos::prelude::*;
use leptos_router::components::A;
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
    view! {
        <Section title=texts.chatbots width=Width::Wide>
            <p class="page__text">{texts.chatbots_text}</p>
            <div class="bar">
                <A href="/configuration/chatbots/new" attr:class="button button--primary">
                    {texts.chatbot_new}
                </A>
            </div>
            <Shown
                loaded=list.loaded
                content=move |chatbots| view! { <Table list chatbots /> }.into_any()
            />
            <DeleteDialog list />
        </Section>
    }
}

#[component]
fn Table(list: Chatbots, chatbots: Vec<ChatbotCard>) -> impl IntoView {
    let texts = use_texts();
    if chatbots.is_empty() {
        let (title, text) = (texts.chatbots_empty, texts.chatbots_empty_text);
        return view! { <Empty icon="bot" title text /> }.into_any();
    }
    view! {
        <table class="roster">
            <thead>
                <tr>
                    <th scope="col">{texts.chatbot_name}</th>
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
