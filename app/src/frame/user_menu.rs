//! The operator's own menu: whether he is there, his preferences, the way out.

use crate::browser::page;
use crate::keyboard::{Keyboard, Overlay};
use crate::live::{Attention, Console};
use crate::preferences::choose_theme;
use crate::presence::{in_words, light};
use crate::text::{fill, use_texts};
use crate::ui::{Avatar, Icon, MenuItem, Popover, Size, move_focus};
use domain::presence::Presence;
use domain::user::Theme;
use domain::wire::console::FromConsole;
use leptos::prelude::*;
use leptos_router::components::A;

/// His picture; a click opens the menu.
#[component]
pub(super) fn UserMenu() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let attention = Attention::of_page();
    let open = RwSignal::new(false);
    let name = Signal::derive(move || console.me.with(|me| me.name.clone()));
    let picture = Signal::derive(move || console.me.with(|me| me.picture));
    let presence = Signal::derive(move || light(console.my_presence()));
    let label = Signal::derive(move || {
        let presence = in_words(texts, console.my_presence());
        let label = fill(
            texts.user_menu,
            &[("name", &name.get()), ("presence", presence)],
        );
        if attention.quiet.is_on() {
            format!("{label}, {}", texts.quiet_now)
        } else {
            label
        }
    });
    view! {
        <Popover
            open
            label
            trigger_class="rail__user"
            trigger=(move || {
                view! {
                    <Avatar name picture presence />
                    <Show when=move || attention.quiet.is_on()>
                        <span class="rail__quiet" title=texts.quiet_now>
                            <Icon name="bell-off" size=Size::Small />
                        </span>
                    </Show>
                }
            })
                .into()
            role="menu"
        >
            <Items open />
        </Popover>
    }
}

#[component]
fn Items(open: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let name = console.me.with_untracked(|me| me.name.clone());
    let presence = move || in_words(texts, console.my_presence());
    view! {
        <div
            class="menu"
            role="presentation"
            on:keydown=move |event| move_focus(&event, "[role^=menuitem]", 1)
        >
            <div class="menu__head" role="presentation">
                <span class="menu__title">{name}</span>
                <span class="menu__detail">{presence}</span>
            </div>
            <A
                href="/preferences"
                attr:class="menu__item"
                attr:role="menuitem"
                on:click=move |_| open.set(false)
            >
                <Icon name="sliders-horizontal" size=Size::Small />
                {texts.preferences}
            </A>
            <Call />
            <DoNotDisturb />
            <Shortcuts open />
            <hr class="menu__line" />
            <Themes />
            <hr class="menu__line" />
            <SignOut />
        </div>
    }
}

/// Says that one is in a call: channels can spare who is (spec 3.3, 5.3).
#[component]
fn Call() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let is_in_call = Memo::new(move |_| console.my_presence() == Presence::InCall);
    view! {
        <MenuItem
            icon="phone"
            text=texts.in_call
            chosen=is_in_call
            is_switch=true
            on:click=move |_| console.send(FromConsole::Call(!is_in_call.get_untracked()))
        />
    }
}

/// Neither sounds nor notifications for an hour.
#[component]
fn DoNotDisturb() -> impl IntoView {
    let (attention, texts) = (Attention::of_page(), use_texts());
    let is_on = Memo::new(move |_| attention.quiet.is_on());
    view! {
        <MenuItem
            icon="bell-off"
            text=texts.quiet
            chosen=is_on
            is_switch=true
            on:click=move |_| attention.quiet.switch()
        />
    }
}

/// Leads to the list of the shortcuts.
#[component]
fn Shortcuts(open: RwSignal<bool>) -> impl IntoView {
    let (keyboard, texts) = (Keyboard::of_page(), use_texts());
    let show = move |_| {
        // Where the keyboard comes back to.
        page::focus(".rail__user");
        open.set(false);
        keyboard.open(Overlay::Shortcuts);
    };
    view! { <MenuItem icon="list" text=texts.keys_list on:click=show /> }
}

#[component]
fn Themes() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let is =
        move |of: Theme| Signal::derive(move || console.me.with(|me| me.preferences.theme == of));
    view! {
        <div role="group" aria-label=texts.theme>
            <MenuItem
                icon="monitor"
                text=texts.theme_system
                chosen=is(Theme::System)
                on:click=move |_| choose_theme(console, Theme::System)
            />
            <MenuItem
                icon="sun"
                text=texts.theme_light
                chosen=is(Theme::Light)
                on:click=move |_| choose_theme(console, Theme::Light)
            />
            <MenuItem
                icon="moon"
                text=texts.theme_dark
                chosen=is(Theme::Dark)
                on:click=move |_| choose_theme(console, Theme::Dark)
            />
        </div>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    view! {
        <form
            method="post"
            action="/sign-out"
            role="presentation"
            on:submit=move |_| console.leave()
        >
            <button type="submit" class="menu__item" role="menuitem">
                <Icon name="log-out" size=Size::Small />
                {texts.sign_out}
            </button>
        </form>
    }
}
