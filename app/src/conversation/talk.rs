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
    let first_unread = first_unread(console, id);
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
        <Log
            id
            lines=shown_lines(console, id, first_unread)
            first_unread
            is_open
            draft
            at_latest
            deleting
        />
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

fn shown_lines(
    console: Console,
    id: ConversationId,
    first_unread: Option<MessageNumber>,
) -> Memo<Lines> {
    let clock = crate::moment::Clock::of_page();
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
            let view = View {
                me: console.my_id(),
                visitor_seen,
                unread_from: mark(first_unread, chat),
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

/// The first message that is unread now, perhaps further up than what is here.
fn first_unread(console: Console, id: ConversationId) -> Option<MessageNumber> {
    console
        .inbox
        .with_untracked(|inbox| inbox.row(id)?.unread.iter().min().copied())
}

/// Before which message the unread ones begin: the first that is here, until that one is.
fn mark(first_unread: Option<MessageNumber>, chat: &Chat) -> Option<MessageNumber> {
    first_unread.max(chat.first_number().filter(|_| first_unread.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::event::Position;
    use domain::id::ClientId;
    use domain::message::{Author, Body, Message};
    use domain::time::Timestamp;
    use uuid::Uuid;

    fn chat(first: u32) -> Chat {
        let message = |number: u32| Message {
            number: MessageNumber(number),
            client_id: ClientId(Uuid::from_u128(number.into())),
            author: Author::Visitor,
            body: Body::Text("words".to_owned()),
            at: Timestamp(0),
            edited_at: None,
        };
        Chat {
            position: Position(1),
            messages: (first..=9).map(message).collect(),
            has_older: first > 1,
        }
    }

    #[test]
    fn the_mark_goes_up_with_what_is_loaded_as_far_as_the_first_unread_message() {
        let first = Some(MessageNumber(3));
        let table = [(7, 7), (4, 4), (3, 3), (1, 3)];
        for (here, expected) in table {
            assert_eq!(mark(first, &chat(here)), Some(MessageNumber(expected)));
        }
        assert_eq!(mark(None, &chat(7)), None);
    }
}
