//! Where the operator writes.

use super::commands::{Commands, Typed};
use super::completion::{Completion, OfferList};
use super::count::Count;
use super::draft::Draft;
use super::emoji::EmojiButton;
use super::insert::InsertButton;
use super::log::Latest;
use super::place::Place;
use super::upload::{AttachButton, UploadList, Uploads};
use crate::browser::locale;
use crate::inbox::{beside_list, next_unread};
use crate::keyboard::shortcut;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Kind, Notice, Toasts};
use domain::command;
use domain::id::ConversationId;
use domain::presence::TYPING_AGAIN_MS;
use domain::time::Timestamp;
use domain::wire::console::{FromConsole, Typing};
use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// The reply box, or why there is none.
#[component]
pub(super) fn Composer(
    /// In which conversation.
    id: ConversationId,
    /// Whether it goes on.
    is_open: Memo<bool>,
    /// What is being written.
    draft: Draft,
    /// Whether the newest message is in sight.
    at_latest: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Latest id at_latest />
        <Show
            when=move || is_open.get()
            fallback=move || view! { <Notice icon="flag" text=texts.reply_closed /> }
        >
            <Reply id draft at_latest />
        </Show>
    }
}

#[component]
fn Reply(id: ConversationId, draft: Draft, at_latest: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let typing = OwnTyping::new(console, id);
    let commands = Commands::of(id, draft);
    let uploads = Uploads::new(id, Toasts::of_page(), texts);
    on_cleanup(move || draft.hand_on());
    let say = move || {
        let typed = draft.text.get_untracked();
        let Ok(text) = domain::text::message(&typed) else {
            return;
        };
        let is_done = match commands.carry_out(command::read(&typed)) {
            Typed::Sent if !console.say(id, text) => {
                console.tell(texts.outbox_full);
                false
            }
            Typed::Sent | Typed::Used => true,
            Typed::Kept => false,
        };
        if is_done {
            draft.set("");
        }
        at_latest.set(true);
        typing.stopped();
        draft.focus();
    };
    let completion = Completion::new(id, draft, Callback::new(move |()| say()));
    let cannot_send = Signal::derive(move || domain::text::message(&draft.text.get()).is_err());
    view! {
        <form
            class="composer"
            class:composer--takes=move || uploads.is_over.get()
            on:submit=move |event| {
                event.prevent_default();
                say();
            }
        >
            <OfferList completion />
            <UploadList uploads draft />
            <Words id draft typing completion uploads on_enter=Callback::new(move |()| say()) />
            <div class="composer__tools">
                <EmojiButton draft />
                <AttachButton uploads />
                <InsertButton completion />
                <Hint />
                <Count text=draft.text />
                <Button kind=Kind::Submit disabled=cannot_send>{texts.send}</Button>
            </div>
        </form>
    }
}

#[component]
fn Words(
    id: ConversationId,
    draft: Draft,
    typing: OwnTyping,
    completion: Completion,
    uploads: Uploads,
    on_enter: Callback<()>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let (navigate, leads_on) = (use_navigate(), Place::here().leads_on());
    let placeholder = move || {
        let name = console.row(id).map(|row| row.conversation.visitor_name);
        fill(
            texts.reply_to,
            &[("name", name.as_deref().unwrap_or(texts.visitor))],
        )
    };
    let pressed = move |event: KeyboardEvent| match event.key().as_str() {
        _ if completion.pressed(&event) => {}
        "Enter" if !event.shift_key() && !event.is_composing() => {
            event.prevent_default();
            on_enter.run(());
        }
        "Tab" if leads_on && !event.shift_key() && draft.text.with_untracked(String::is_empty) => {
            let next = console
                .inbox
                .with_untracked(|inbox| next_unread(inbox, Some(id)));
            if let Some(next) = next {
                event.prevent_default();
                navigate(
                    &beside_list(next),
                    leptos_router::NavigateOptions::default(),
                );
            }
        }
        _ => {}
    };
    // What can be pasted as words is: spreadsheets put a picture beside them.
    let pasted = move |event: ClipboardEvent| {
        let transfer = event.clipboard_data();
        let is_words = transfer
            .as_ref()
            .is_some_and(|transfer| transfer.types().includes(&"text/plain".into(), 0));
        if !is_words && uploads.take(transfer) {
            event.prevent_default();
        }
    };
    view! {
        <div class="grow" data-text=move || draft.text.get()>
            <textarea
                class="grow__input"
                node_ref=draft.field
                rows="1"
                dir="auto"
                aria-label=texts.reply
                aria-keyshortcuts=shortcut::REPLY
                placeholder=placeholder
                aria-autocomplete="list"
                aria-controls=move || completion.controls()
                aria-activedescendant=move || completion.active_element()
                on:keydown=pressed
                on:paste=pasted
                on:keyup=move |_| completion.look()
                on:click=move |_| completion.look()
                on:blur=move |_| {
                    completion.close();
                    typing.stopped();
                }
                on:input=move |event| {
                    draft.typed(event_target_value(&event));
                    completion.look();
                    typing.typed(draft.text.with_untracked(|text| is_secret(text)));
                }
            ></textarea>
        </div>
    }
}

/// Whether nobody is to know that this is being typed (spec 6.6).
fn is_secret(text: &str) -> bool {
    text.is_empty() || command::is_begun(text)
}

#[component]
fn Hint() -> impl IntoView {
    let texts = use_texts();
    view! {
        <p class="composer__hint">
            <kbd>"↵"</kbd> " " {texts.hint_send} " · " <kbd>"⇧"</kbd> " " <kbd>"↵"</kbd> " "
            {texts.hint_line} " · " <kbd>"⇥"</kbd> " " {texts.hint_next}
        </p>
    }
}

/// What the others know of this operator's typing.
#[derive(Clone, Copy)]
struct OwnTyping {
    console: Console,
    id: ConversationId,
    told_at: StoredValue<Option<Timestamp>>,
}

impl OwnTyping {
    fn new(console: Console, id: ConversationId) -> Self {
        Self {
            console,
            id,
            told_at: StoredValue::new(None),
        }
    }

    fn typed(self, is_secret: bool) {
        if is_secret {
            return self.stopped();
        }
        let now = locale::now();
        let is_known = self
            .told_at
            .get_value()
            .is_some_and(|told_at| now.since(told_at) < TYPING_AGAIN_MS);
        if !is_known {
            self.told_at.set_value(Some(now));
            self.tell(Typing {
                conversation: self.id,
                active: true,
            });
        }
    }

    fn stopped(self) {
        let told_at = self.told_at.try_update_value(Option::take).flatten();
        if told_at.is_some() {
            self.tell(Typing {
                conversation: self.id,
                active: false,
            });
        }
    }

    fn tell(self, typing: Typing) {
        self.console.send(FromConsole::Typing(typing));
    }
}
