//! Which colleagues have read what was said last (spec 8.11).

use crate::live::Console;
use crate::text::{fill, use_texts};
use domain::chat::Chat;
use domain::id::ConversationId;
use domain::message::MessageNumber;
use leptos::prelude::*;

/// The line that tells who of the others in the conversation has read it to its end.
#[component]
pub(super) fn Readers(
    /// In which conversation.
    id: ConversationId,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let names = Memo::new(move |_| {
        let mut others = console.row(id)?.conversation.operators;
        others.retain(|operator| operator.id != console.my_id());
        console.thread(id)?.with(|thread| {
            let last = thread.chat.as_ref().and_then(last_said)?;
            let read = thread.details.as_ref()?.have_read(&others, last);
            let names: Vec<&str> = read.map(|operator| operator.name.as_str()).collect();
            (!names.is_empty()).then(|| names.join(", "))
        })
    });
    view! {
        <p class="readers">
            {move || names.get().map(|names| fill(texts.read_by, &[("names", &names)]))}
        </p>
    }
}

/// The last message that somebody wrote.
fn last_said(chat: &Chat) -> Option<MessageNumber> {
    let mut messages = chat.messages.iter().rev();
    let last = messages.find(|message| !message.body.is_system_line())?;
    Some(last.number)
}
