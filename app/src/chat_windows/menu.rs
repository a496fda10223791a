//! The menu of the message icon: conversations in which something is unread first, then the others that are one's own (spec 8.4).

use crate::inbox::{RowContent, row_class};
use crate::live::{Attention, Console};
use crate::text::use_texts;
use crate::ui::{Icon, Size, move_focus};
use domain::id::ConversationId;
use domain::inbox::Inbox;
use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// More conversations than this are looked for in the inbox.
const MOST: usize = 12;

/// What the message icon opens. Nothing in it moves while it is open.
#[component]
pub(crate) fn MessageMenu(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let menu = NodeRef::<html::Div>::new();
    focus_first(menu);
    let listed = console.inbox.with_untracked(listed);
    let none = listed.is_empty().then(|| {
        view! {
            <div class="menu__head" role="presentation">
                <span class="menu__title">{texts.messages_none}</span>
                <span class="menu__detail">{texts.nothing_mine}</span>
            </div>
        }
    });
    let items = listed
        .into_iter()
        .map(|id| view! { <Item id open /> })
        .collect_view();
    view! {
        <div
            class="menu messages"
            node_ref=menu
            role="presentation"
            on:keydown=move |event| move_focus(&event, "[role=menuitem]", 1)
        >
            {none}
            {items}
            <hr class="menu__line" />
            <A
                href="/inbox"
                attr:class="menu__item"
                attr:role="menuitem"
                on:click=move |_| open.set(false)
            >
                <Icon name="inbox" size=Size::Small />
                {texts.inbox}
            </A>
        </div>
    }
}

/// A conversation: it opens beside the page where there is room for windows, else in the inbox.
#[component]
fn Item(id: ConversationId, open: RwSignal<bool>) -> impl IntoView {
    let (console, attention) = (Console::of_page(), Attention::of_page());
    let row = Memo::new(move |_| console.row(id));
    let class = move || {
        let class = row.with(|row| row_class(row.as_ref(), console.my_id()));
        format!("{class} messages__row")
    };
    if attention.has_windows() {
        let call = move |_| {
            open.set(false);
            attention.called.set(Some(id));
        };
        view! {
            <button type="button" class=class role="menuitem" on:click=call>
                <RowContent id row />
            </button>
        }
        .into_any()
    } else {
        view! {
            <A
                href=format!("/inbox/{id}")
                attr:class=class
                attr:role="menuitem"
                on:click=move |_| open.set(false)
            >
                <RowContent id row />
            </A>
        }
        .into_any()
    }
}

/// What waits for him, then what he is in, newest activity first.
fn listed(inbox: &Inbox) -> Vec<ConversationId> {
    let me = inbox.user;
    let waits = inbox.rows.iter().filter(|row| row.waits_for(me));
    let others = inbox.rows.iter().filter(|row| {
        let of = &row.conversation;
        of.is_open() && of.has_operator(me) && !row.waits_for(me)
    });
    let ids = waits.chain(others).map(|row| row.conversation.id);
    ids.take(MOST).collect()
}

/// The menu may have come after the popover that it stands in, which then found nothing to focus.
fn focus_first(menu: NodeRef<html::Div>) {
    Effect::new(move || {
        let Some(menu) = menu.get() else { return };
        request_animation_frame(move || {
            let first = menu.query_selector("[role=menuitem]").ok().flatten();
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                // An element that cannot take the focus leaves it where it is.
                let _ = first.focus();
            }
        });
    });
}
