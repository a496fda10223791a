//! A few emoji to choose from.

use super::draft::Draft;
use crate::keyboard::shortcut;
use crate::text::use_texts;
use crate::ui::{Icon, Popover, move_focus};
use leptos::prelude::*;

/// Emoji in a row.
const COLUMNS: usize = 8;

/// What people say to strangers: faces, hands, and a few things.
const CHOICES: [&str; 48] = [
    "🙂", "😀", "😄", "😊", "😉", "😍", "😎", "🤔", "😅", "😂", "🙃", "😌", "😴", "😕", "😟", "😢",
    "😮", "😳", "😬", "🙄", "😇", "🤗", "🤝", "👋", "👍", "👎", "👏", "🙏", "💪", "👌", "✌️", "🤞",
    "👀", "❤️", "🎉", "✨", "🔥", "⭐", "✅", "❌", "❗", "❓", "📦", "🚚", "💶", "📧", "📞", "☕",
];

/// A button that opens them; a chosen one goes where the caret stands.
#[component]
pub(super) fn EmojiButton(
    /// What is being written.
    draft: Draft,
) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    let choice = move |emoji: &'static str| {
        view! {
            <button
                type="button"
                class="emoji__choice"
                on:click=move |_| {
                    open.set(false);
                    draft.insert(emoji);
                }
            >
                {emoji}
            </button>
        }
    };
    view! {
        <Popover
            open
            label=texts.emoji
            keys=shortcut::EMOJI
            trigger_class="button button--icon"
            trigger=(|| view! { <Icon name="smile" /> }).into()
            role="dialog"
        >
            <div
                class="emoji"
                role="group"
                aria-label=texts.emoji_choices
                on:keydown=move |event| move_focus(&event, "button", COLUMNS)
            >
                {CHOICES.map(choice).into_iter().collect_view()}
            </div>
        </Popover>
    }
}
