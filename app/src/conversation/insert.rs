//! The ⊕ beside the reply: what else can be put into it (spec 8.3).

use super::completion::Completion;
use crate::keyboard::shortcut;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Icon, MenuItem, Popover, move_focus};
use leptos::prelude::*;

/// A button that opens the ways.
#[component]
pub(super) fn InsertButton(
    /// Offers what is chosen.
    completion: Completion,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    let canned = move |_| {
        open.set(false);
        if !completion.offer_canned() {
            console.tell(texts.canned_none);
        }
    };
    view! {
        <Popover
            open
            label=texts.insert
            keys=shortcut::INSERT
            trigger_class="button button--icon"
            trigger=(|| view! { <Icon name="circle-plus" /> }).into()
            role="menu"
        >
            <div class="menu" on:keydown=move |event| move_focus(&event, "button", 1)>
                <MenuItem icon="message-square" text=texts.insert_canned on:click=canned />
            </div>
        </Popover>
    }
}
