//! What was said in a conversation and the reply, wherever it is shown.

use super::composer::Composer;
use super::draft::Draft;
use super::lines::{Key, Line, View, lines};
use super::log::Log;
use super::mail_reply::MailReply;
use super::place::Place;
use super::readers::Readers;
use super::typing::Typing;
use super::{Lines, Sought};
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::Dialog;
use domain::chat::Chat;
use domain::id::ConversationId;
use domain::message::MessageNumber;
use leptos::prelude::*;

/// The messages, who types, and the reply.
#[component]
pub(super) fn Talk(
    /// In which conversation.
    id: ConversationId,
    /// Whether it goes on.
    is_open: Memo<bool>,
    /// What is being written.
    draft: Draft,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    provide_context(Sought(Place::here().sought()));
    let at_latest = RwSignal::new(true);
    let deleting = RwSignal::new(None::<MessageNumber>);
    let is_deleting = RwSignal::new(false);
    Effect::new(move || {
        if deleting.get().is_some() {
            is_deleting.set(true);
        }
    });
    let delete = move |()| {
        if let Some(number) = deleting.get_untracked() {
            console.delete(id, number);
        }
        draft.focus();
    };
    Effect::new(move || {
        if !is_deleting.get() {
            deleting.set(None);
        }
    });
    // Only what was left while nobody was there is answered once it is over.
    let email = Memo::new(move |_| {
        let conversation = console.row(id).map(|row| row.conversation);
        conversation
            .filter(|of| !of.is_open())
            .and_then(|of| of.email)
    });
    let reply = move || match email.get() {
        Some(email) => view! { <MailReply id email=Signal::stored(email) draft /> }.into_any(),
        None => view! { <Composer id is_open draft at_latest /> }.into_any(),
    };
    view! {
        <Log id lines=shown_lines(console, id) is_open draft at_latest deleting />
        <div class="composer__dock">
            <div class="composer__signs">
                <Typing id />
                <Readers id />
            </div>
            {reply}
        </div>
        <Dialog
            open=is_deleting
            title=texts.delete_title
            text=texts.delete_text
            confirm=texts.delete_do
            cancel=texts.cancel
            on_confirm=Callback::new(delete)
        />
    }
}

fn shown_lines(console: Console, id: ConversationId) -> Memo<Lines> {
    let clock = crate::moment::Clock::of_page();
    let unread_from = StoredValue::new(None::<Option<MessageNumber>>);
    Memo::new(move |_| {
        let Some(thread) = console.thread(id) else {
            return Lines::default();
        };
        let (visitor_seen, rating) = console.inbox.with(|inbox| {
            let of = inbox.row(id).map(|row| &row.conversation);
            let seen = of.map_or(MessageNumber(0), |of| of.visitor_seen);
            (seen, of.and_then(|of| of.history.rating.clone()))
        });
        let of_chat = |chat: &Chat| {
            if unread_from.get_value().is_none() {
                unread_from.set_value(Some(first_unread(console, id, chat)));
            }
            let view = View {
                me: console.my_id(),
                visitor_seen,
                unread_from: unread_from.get_value().flatten(),
                rating: rating.as_ref(),
                day: &|at| clock.day(at),
            };
            console
                .outboxes
                .with(|outboxes| lines(chat, outboxes.get(&id), view))
        };
        let shown = thread.with(|thread| thread.chat.as_ref().map(of_chat));
        let shown: Vec<(Key, Line)> = shown.unwrap_or_default();
        Lines {
            order: shown.iter().map(|(key, _)| *key).collect(),
            by_key: shown.into_iter().collect(),
        }
    })
}

/// The first unread message, or the first that is here if that one lies further up.
fn first_unread(console: Console, id: ConversationId, chat: &Chat) -> Option<MessageNumber> {
    let first = console
        .inbox
        .with_untracked(|inbox| inbox.row(id)?.unread.iter().min().copied());
    first.max(chat.first_number().filter(|_| first.is_some()))
}
