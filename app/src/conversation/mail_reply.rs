//! Answering by e-mail what was left while nobody was there (spec 4.7).

use super::count::Count;
use super::draft::Draft;
use crate::keyboard::shortcut;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Kind};
use domain::id::ConversationId;
use leptos::prelude::*;

/// The box in which the letter is written. What stands in it stays until it has gone.
#[component]
pub(super) fn MailReply(
    /// In which conversation.
    id: ConversationId,
    /// To which address.
    #[prop(into)]
    email: Signal<String>,
    /// What is being written.
    draft: Draft,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let sent = RwSignal::new(None::<String>);
    // It stands in the conversation now, under one's own name.
    Effect::new(move || {
        let last = console.row(id).and_then(|row| row.conversation.last_words);
        let is_mine = last.is_some_and(|last| last.operator == Some(console.my_id()));
        let is_waiting = sent.with_untracked(Option::is_some);
        if is_mine && is_waiting && sent.get_untracked() == Some(draft.text.get_untracked()) {
            sent.set(None);
            draft.set("");
        }
    });
    let cannot_send = Signal::derive(move || domain::text::message(&draft.text.get()).is_err());
    let post = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = draft.text.get_untracked();
        if let Ok(text) = domain::text::message(&typed) {
            sent.set(Some(typed));
            console.mail(id, text);
            draft.focus();
        }
    };
    on_cleanup(move || draft.hand_on());
    let placeholder = move || fill(texts.mail_reply_to, &[("email", &email.get())]);
    view! {
        <form class="composer" on:submit=post>
            <div class="grow" data-text=move || draft.text.get()>
                <textarea
                    class="grow__input"
                    node_ref=draft.field
                    rows="3"
                    dir="auto"
                    aria-label=texts.mail_reply
                    aria-keyshortcuts=shortcut::REPLY
                    placeholder=placeholder
                    on:input=move |event| draft.typed(event_target_value(&event))
                ></textarea>
            </div>
            <div class="composer__tools">
                <span class="composer__hint"></span>
                <Count text=draft.text />
                <Button kind=Kind::Submit icon="mail" disabled=cannot_send>{texts.mail_reply_do}</Button>
            </div>
        </form>
    }
}
