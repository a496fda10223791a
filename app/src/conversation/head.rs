//! Who writes, from where, and what can be done with the conversation.

use super::draft::Draft;
use super::invite::Invite;
use super::leave::Leave;
use super::panel::PanelState;
use crate::browser::locale;
use crate::keyboard::shortcut;
use crate::live::Console;
use crate::moment::Clock;
use crate::text::use_texts;
use crate::ui::{Avatar, Badge, Button, Icon, Kind};
use domain::conversation::Status;
use domain::id::ConversationId;
use domain::inbox::InboxRow;
use domain::link::is_allowed;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

/// The head of a conversation.
#[component]
pub(super) fn Head(
    /// Which conversation.
    id: ConversationId,
    /// Whether it goes on.
    is_open: Memo<bool>,
    /// Asks whether it shall end.
    ending: RwSignal<bool>,
    /// Whether the information panel is shown.
    panel: PanelState,
    /// What is being written.
    draft: Draft,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let row = Memo::new(move |_| console.row(id));
    let name = Signal::derive(move || {
        row.with(|row| {
            row.as_ref()
                .map(|row| row.conversation.visitor_name.clone())
        })
        .unwrap_or_default()
    });
    let waiting = Memo::new(move |_| {
        console.inbox.with(|inbox| {
            let open = inbox.row(id).filter(|row| row.waits_for(inbox.user));
            inbox.unread() - usize::from(open.is_some())
        })
    });
    let query = use_query_map();
    let back = move || {
        let mut query = query.get();
        query.remove("at");
        format!("/inbox{}", query.to_query_string())
    };
    view! {
        <header class="conversation__head">
            <A href=back attr:class="button button--icon conversation__back" attr:aria-label=texts.back>
                <Icon name="arrow-left" />
                <Badge count=waiting label=Signal::derive(String::new) />
            </A>
            <Avatar name class="avatar--lit" />
            <div class="conversation__who">
                <h2 class="conversation__name">{name}</h2>
                <About row />
            </div>
            <Help id row draft />
            <Show
                when=move || is_open.get()
                fallback=move || view! { <span class="chip">{texts.ended}</span> }
            >
                <Invite id />
                <span class="conversation__wide"><Leave id panel draft /></span>
                <Button attr:aria-keyshortcuts=shortcut::END on:click=move |_| ending.set(true)>
                    {texts.end}
                </Button>
            </Show>
            <button
                type="button"
                class="button button--icon"
                aria-label=texts.information_toggle
                title=texts.information_toggle
                aria-keyshortcuts=shortcut::PANEL
                aria-expanded=move || if panel.is_open() { "true" } else { "false" }
                on:click=move |_| panel.toggle()
            >
                <Icon name="info" />
            </button>
        </header>
    }
}

/// The way in for who answers a call for help (spec 8.7).
#[component]
fn Help(id: ConversationId, row: Memo<Option<InboxRow>>, draft: Draft) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let me = console.my_id();
    let is_wanted = Memo::new(move |_| {
        row.with(|row| {
            row.as_ref().is_some_and(|row| {
                let conversation = &row.conversation;
                conversation.status() == Some(Status::LookingForHelp)
                    && !conversation.has_operator(me)
            })
        })
    });
    view! {
        <Show when=move || is_wanted.get()>
            <Button
                kind=Kind::Primary
                icon="log-in"
                attr:aria-keyshortcuts=shortcut::HELP
                on:click=move |_| {
                    console.help(id);
                    draft.focus();
                }
            >
                {texts.help_join}
            </Button>
        </Show>
    }
}

#[component]
fn About(row: Memo<Option<InboxRow>>) -> impl IntoView {
    let (console, texts, clock) = (Console::of_page(), use_texts(), Clock::of_page());
    let reader = use_context().unwrap_or_default();
    let conversation = move || row.get().map(|row| row.conversation);
    let channel = move || {
        let channel = conversation().and_then(|of| console.channel(of.channel));
        channel.map_or_else(|| texts.unknown_channel.to_owned(), |channel| channel.name)
    };
    let page = move || {
        let page = conversation()?.page?;
        let shown = path(&page).to_owned();
        Some(if is_allowed(&page) {
            view! {
                " · "
                <a href=page target="_blank" rel="noopener noreferrer" title=texts.page_outside>
                    {shown}
                </a>
            }
            .into_any()
        } else {
            view! { " · " {shown} }.into_any()
        })
    };
    // Only the browser knows the names of languages.
    let language = move || {
        let tag = clock.is_local.get().then(conversation)??.language?;
        Some(format!(" · {}", locale::language_name(&tag, reader)))
    };
    view! { <p class="conversation__about">{channel} {page} {language}</p> }
}

/// The part of an address after its host, which tells pages of one site apart.
fn path(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("://") else {
        return address;
    };
    match rest.find('/') {
        Some(start) => rest.get(start..).unwrap_or(rest),
        None => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_page_is_named_by_its_path() {
        let table = [
            ("https://shop.example/grinder?x=1", "/grinder?x=1"),
            ("https://shop.example", "shop.example"),
            ("https://shop.example/", "/"),
            ("about:blank", "about:blank"),
        ];
        for (address, expected) in table {
            assert_eq!(path(address), expected);
        }
    }
}
