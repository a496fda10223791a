//! Who is typing in the conversation.

use crate::browser::locale;
use crate::live::{Console, Typists};
use crate::text::{fill, use_texts};
use domain::id::ConversationId;
use domain::message::Author;
use leptos::prelude::*;
use std::time::Duration;

/// How often typing that ended without a sign is looked for.
const FORGOTTEN_WITHIN_MS: u64 = 5_000;

/// The line that tells who types.
#[component]
pub(super) fn Typing(
    /// In which conversation.
    id: ConversationId,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    Effect::new(move || {
        let period = Duration::from_millis(FORGOTTEN_WITHIN_MS);
        let forget = move || {
            if !console.typists.with_untracked(Typists::is_empty) {
                console
                    .typists
                    .update(|typists| typists.forget(locale::now()));
            }
        };
        let handle = set_interval_with_handle(forget, period);
        on_cleanup(move || {
            if let Ok(handle) = handle {
                handle.clear();
            }
        });
    });
    let names = move || {
        let visitor = console.row(id).map(|row| row.conversation.visitor_name);
        let name = |author: &Author| match author {
            Author::Visitor | Author::Bot(_) | Author::System => {
                visitor.clone().unwrap_or_else(|| texts.visitor.to_owned())
            }
            Author::Operator(operator) => operator.name.clone(),
        };
        console
            .typists
            .with(|typists| typists.of(id).map(name).collect::<Vec<_>>().join(", "))
    };
    let told = move || Some(names()).filter(|names| !names.is_empty());
    view! {
        <p class="typing" role="status">
            {move || told().map(|name| fill(texts.is_typing, &[("name", &name)]))}
        </p>
    }
}
