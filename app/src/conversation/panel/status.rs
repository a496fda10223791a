//! How the conversation stands, and the buttons that say so (spec 7.1).

use super::Part;
use crate::keyboard::shortcut;
use crate::live::Console;
use crate::text::{Texts, use_texts};
use crate::ui::{Icon, Size};
use domain::conversation::{Conversation, Status};
use domain::id::ConversationId;
use leptos::prelude::*;

/// A button for each status; the one that holds is pressed.
#[component]
pub(super) fn StatusButtons(
    /// Of which conversation.
    id: ConversationId,
    /// As it is now.
    conversation: Memo<Option<Conversation>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let present =
        Memo::new(move |_| conversation.with(|of| of.as_ref().and_then(Conversation::status)));
    let keyed = Status::ALL.into_iter().zip(shortcut::STATUSES);
    let button = |(status, keys)| {
        let is_pressed = move || {
            if present.get() == Some(status) {
                "true"
            } else {
                "false"
            }
        };
        view! {
            <button
                type="button"
                class="status"
                aria-pressed=is_pressed
                aria-keyshortcuts=keys
                on:click=move |_| console.set_status(id, status)
            >
                {icon(status).map(|name| view! { <Icon name size=Size::Small /> })}
                {name(texts, status)}
            </button>
        }
    };
    let buttons = keyed.map(button).collect_view();
    view! {
        <Part title=texts.status>
            <div class="statuses" role="group" aria-label=texts.status>{buttons}</div>
        </Part>
    }
}

/// What a status is called.
pub(crate) fn name(texts: &Texts, status: Status) -> &'static str {
    match status {
        Status::InProgress => texts.status_in_progress,
        Status::WaitingForCustomer => texts.status_waiting,
        Status::LookingForHelp => texts.status_help,
    }
}

/// The sign of a status, if it has one.
pub(crate) fn icon(status: Status) -> Option<&'static str> {
    match status {
        Status::InProgress => None,
        Status::WaitingForCustomer => Some("hourglass"),
        Status::LookingForHelp => Some("circle-alert"),
    }
}
