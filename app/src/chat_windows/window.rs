//! A chat window that is open.

use super::state::Windows;
use super::{Work, bubble, visitor};
use crate::browser::page;
use crate::later::chat;
use crate::text::{fill, use_texts};
use crate::ui::{Avatar, Button, Icon, Kind, Size};
use domain::id::ConversationId;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_router::components::A;

/// A window: who writes, what was said, and the reply. Escape folds it.
#[component]
pub(super) fn ChatWindow(
    /// Of which conversation.
    id: ConversationId,
    /// All of them.
    windows: Windows,
    /// What the operator was at before.
    work: Work,
) -> impl IntoView {
    let texts = use_texts();
    let name = visitor(id);
    let element = format!("chat-window-{id}");
    take_focus(id, windows, element.clone());
    let fold = move || {
        windows.fold(id);
        work.go_on(Some(format!("#{}", bubble::element(id))));
    };
    let close = move |_| {
        windows.close(id);
        work.go_on(None);
    };
    let pressed = move |event: KeyboardEvent| {
        let is_free = !event.is_composing() && !event.default_prevented() && !page::is_asking();
        if event.key() == "Escape" && is_free {
            event.prevent_default();
            fold();
        }
    };
    let close_label = Signal::derive(move || fill(texts.chat_close, &[("name", &name.get())]));
    view! {
        <section
            class="chat-window"
            id=element
            tabindex="-1"
            aria-label=move || name.get()
            on:keydown=pressed
            on:focusout=move |event| windows.left(id, &event)
        >
            <header class="chat-window__head">
                <Avatar name class="avatar--small avatar--lit" />
                <h2 class="chat-window__name" dir="auto">{name}</h2>
                <Button
                    kind=Kind::SmallSign
                    icon="chevron-down"
                    label=texts.chat_fold
                    on:click=move |_| fold()
                />
                <A
                    href=format!("/inbox/{id}")
                    attr:class="button button--icon button--small"
                    attr:aria-label=texts.chat_in_inbox
                    attr:title=texts.chat_in_inbox
                >
                    <Icon name="external-link" size=Size::Small />
                </A>
                <Button kind=Kind::SmallSign icon="x" label=close_label on:click=close />
            </header>
            {chat(id, windows.taken)}
        </section>
    }
}

/// Until the reply is there, a window that the operator opened has the focus itself.
fn take_focus(id: ConversationId, windows: Windows, element: String) {
    Effect::new(move || {
        let element = element.clone();
        request_animation_frame(move || {
            if windows.taken.try_get_untracked().flatten() == Some(id) {
                page::focus(&format!("#{element}"));
            }
        });
    });
}
