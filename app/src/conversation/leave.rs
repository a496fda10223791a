//! The way out of a conversation: in its head, on a phone in the information panel.

use super::draft::Draft;
use super::panel::PanelState;
use crate::keyboard::shortcut;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::Button;
use domain::id::ConversationId;
use leptos::prelude::*;

/// The way out for who is in a conversation that goes on (spec 7.5).
#[component]
pub(super) fn Leave(
    /// Which conversation.
    id: ConversationId,
    /// Whether the information panel is shown.
    panel: PanelState,
    /// What is being written.
    draft: Draft,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let me = console.my_id();
    let is_in = Memo::new(move |_| {
        let conversation = console.row(id).map(|row| row.conversation);
        conversation.is_some_and(|of| of.is_open() && of.has_operator(me))
    });
    let leave = move |_| {
        console.leave_conversation(id);
        // It lies over what was said.
        panel.close_drawer();
        draft.focus_log();
    };
    view! {
        <Show when=move || is_in.get()>
            <Button attr:aria-keyshortcuts=shortcut::LEAVE on:click=leave>{texts.leave}</Button>
        </Show>
    }
}
