//! The rail on the left: the parts of the console, and the operator himself.

use super::messages::Messages;
use super::user_menu::UserMenu;
use crate::inbox::waiting_in_words;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Badge, Icon};
use domain::user::Role;
use leptos::prelude::*;
use leptos_router::components::A;

/// The rail.
#[component]
pub(super) fn Rail() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let waiting = Memo::new(move |_| console.inbox.with(domain::inbox::Inbox::unread));
    let label = Signal::derive(move || waiting_in_words(texts, waiting.get()));
    view! {
        <nav class="rail" aria-label=texts.main_navigation>
            <div class="rail__lamp"><Icon name="lamp" /></div>
            <A href="/inbox" attr:class="rail__item" attr:title=texts.inbox>
                <span class="visually-hidden">{texts.inbox}</span>
                <Icon name="inbox" />
                <Badge count=waiting label />
            </A>
            <A href="/channels" attr:class="rail__item" attr:title=texts.channels>
                <span class="visually-hidden">{texts.channels}</span>
                <Icon name="messages-square" />
            </A>
            <A href="/sessions" attr:class="rail__item" attr:title=texts.sessions>
                <span class="visually-hidden">{texts.sessions}</span>
                <Icon name="history" />
            </A>
            <A href="/configuration" attr:class="rail__item" attr:title=texts.configuration>
                <span class="visually-hidden">{texts.configuration}</span>
                <Icon name="sliders-horizontal" />
            </A>
            <ForAdministrators />
            <div class="rail__space"></div>
            <Messages waiting />
            <UserMenu />
        </nav>
    }
}

#[component]
fn ForAdministrators() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let may = move || console.me.with(|me| me.role == Role::Administrator);
    view! {
        <Show when=may>
            <Item href="/reports" icon="chart-column" text=texts.reports />
            <Item href="/users" icon="users" text=texts.users />
            <Item href="/settings" icon="settings" text=texts.settings />
        </Show>
    }
}

#[component]
fn Item(href: &'static str, icon: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <A href=href attr:class="rail__item" attr:title=text>
            <span class="visually-hidden">{text}</span>
            <Icon name=icon />
        </A>
    }
}
