//! The message icon: how many conversations have something unread, and the way to them from every page (spec 8.4).

use crate::inbox::waiting_in_words;
use crate::keyboard::shortcut;
use crate::later::message_menu;
use crate::text::use_texts;
use crate::ui::{Badge, Icon, Popover};
use leptos::prelude::*;

/// The icon; a click lists the conversations.
#[component]
pub(super) fn Messages(
    /// In how many conversations something is unread.
    waiting: Memo<usize>,
) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    let label = Signal::derive(move || match waiting.get() {
        0 => texts.messages.to_owned(),
        count => format!("{}, {}", texts.messages, waiting_in_words(texts, count)),
    });
    let trigger = move || {
        view! {
            <Icon name="message-circle" />
            <Badge count=waiting label=Signal::derive(String::new) />
        }
    };
    view! {
        <Popover
            open
            label
            keys=shortcut::MESSAGES
            trigger_class="rail__item rail__messages"
            trigger=trigger.into()
            role="menu"
        >
            {message_menu(open)}
        </Popover>
    }
}
