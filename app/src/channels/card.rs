//! The card of a channel (spec 3.2).

use super::api;
use super::{JoinButton, may_manage};
use crate::api::Failure;
use crate::live::Console;
use crate::text::{Texts, fill, fill_count, use_texts};
use crate::ui::{Avatar, Dialog, Icon, MenuItem, Popover, Size, move_focus};
use domain::channel::{ChannelCard, ChannelFacts};
use domain::id::ChannelId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

/// People on a card at most.
const FACES: usize = 6;

/// A channel's card.
#[component]
pub(super) fn Card(id: ChannelId, facts: RwSignal<Vec<ChannelFacts>>) -> impl IntoView {
    let console = Console::of_page();
    let card = Memo::new(move |_| console.channel(id));
    let name = Signal::derive(move || card.get().map(|card| card.name).unwrap_or_default());
    let picture = Signal::derive(move || card.get().and_then(|card| card.picture));
    view! {
        <article class="card" aria-label=name>
            <header class="card__head">
                <Avatar name picture class="avatar--square" />
                <h2 class="card__name"><Name id name /></h2>
                <Show when=move || may_manage(console)>
                    <CardMenu id facts />
                </Show>
            </header>
            <Online card />
            <footer class="card__foot">
                <div class="card__facts">
                    <OpenCount id facts />
                    <Happy id facts />
                </div>
                <Show when=move || card.with(|card| card.as_ref().is_some_and(|card| !card.is_archived))>
                    <JoinButton channel=id />
                </Show>
            </footer>
        </article>
    }
}

#[component]
fn Name(id: ChannelId, name: Signal<String>) -> impl IntoView {
    let console = Console::of_page();
    move || {
        if may_manage(console) {
            view! { <A href=format!("/channels/{id}")>{name}</A> }.into_any()
        } else {
            name.into_any()
        }
    }
}

#[component]
fn OpenCount(id: ChannelId, facts: RwSignal<Vec<ChannelFacts>>) -> impl IntoView {
    let texts = use_texts();
    let text = move || {
        let open = facts.with(|facts| {
            let found = facts.iter().find(|facts| facts.channel == id);
            found.map_or(0, |facts| facts.open)
        });
        match open {
            0 => texts.channel_open_none.to_owned(),
            1 => texts.channel_open_one.to_owned(),
            open => fill_count(texts.channel_open_many, usize::try_from(open).unwrap_or(0)),
        }
    };
    view! { <p class="card__fact">{text}</p> }
}

/// How many of a hundred ratings were happy, if there were any (spec 3.2).
#[component]
fn Happy(id: ChannelId, facts: RwSignal<Vec<ChannelFacts>>) -> impl IntoView {
    let texts = use_texts();
    move || {
        let percent = facts.with(|facts| {
            let found = facts.iter().find(|facts| facts.channel == id);
            found.and_then(|facts| facts.happy_percent)
        });
        let told = |percent: u32| fill(texts.channel_happy, &[("percent", &percent.to_string())]);
        percent.map(|percent| {
            view! { <p class="card__fact" title=texts.channel_happy_title>{told(percent)}</p> }
        })
    }
}

/// Those who have joined and are there.
#[component]
fn Online(card: Memo<Option<ChannelCard>>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let online = Memo::new(move |_| {
        console.people.with(|people| {
            let is_there = |person: &&domain::people::Person| {
                person.presence.is_there()
                    && card.with(|card| {
                        card.as_ref()
                            .is_some_and(|card| card.has_joined(person.operator.id))
                    })
            };
            let online = people.iter().filter(is_there);
            online
                .map(|person| (person.operator.name.clone(), person.profile.picture))
                .collect::<Vec<_>>()
        })
    });
    let label = move || {
        if online.with(Vec::is_empty) {
            texts.channel_nobody_online.to_owned()
        } else {
            let names: Vec<_> = online.get().into_iter().map(|(name, _)| name).collect();
            names.join(", ")
        }
    };
    view! {
        <div class="card__people">
            <For each=move || online.get().into_iter().take(FACES) key=Clone::clone let((name, picture))>
                <Avatar name=Signal::stored(name) picture presence=Signal::stored("online") class="avatar--small" />
            </For>
            <span class="card__names">{label}</span>
        </div>
    }
}

#[component]
fn CardMenu(id: ChannelId, facts: RwSignal<Vec<ChannelFacts>>) -> impl IntoView {
    let texts = use_texts();
    let (open, removing, refused) = (
        RwSignal::new(false),
        RwSignal::new(false),
        RwSignal::new(false),
    );
    let console = Console::of_page();
    let remove = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            match api::remove(id).await {
                Ok(()) => {}
                Err(Failure::Conflict) => refused.set(true),
                Err(_) => console.tell(texts.form_unavailable),
            }
        });
    });
    let archive = Callback::new(move |()| put_away(console, texts, id, true));
    view! {
        <Popover
            open
            label=Signal::stored(texts.more.to_owned())
            trigger_class="button button--icon"
            trigger=(move || view! { <Icon name="ellipsis-vertical" /> }).into()
            role="menu"
            class="popover--below"
        >
            <Items id open facts removing />
        </Popover>
        <Dialog
            open=removing
            title=texts.channel_remove_title
            text=texts.channel_remove_text
            confirm=texts.channel_remove
            cancel=texts.cancel
            on_confirm=remove
        />
        <Dialog
            open=refused
            title=texts.channel_kept_title
            text=texts.channel_kept_text
            confirm=texts.channel_archive
            cancel=texts.cancel
            on_confirm=archive
        />
    }
}

#[component]
fn Items(
    id: ChannelId,
    open: RwSignal<bool>,
    facts: RwSignal<Vec<ChannelFacts>>,
    removing: RwSignal<bool>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let navigate = use_navigate();
    let duplicate = move |_| {
        open.set(false);
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            match api::duplicate(id).await {
                Ok(copy) => navigate(&format!("/channels/{copy}"), NavigateOptions::default()),
                Err(_) => console.tell(texts.form_unavailable),
            }
        });
    };
    let card = console.channel_untracked(id);
    let is_archived = card.as_ref().is_some_and(|card| card.is_archived);
    let facts = facts.with_untracked(|facts| {
        let found = facts.iter().find(|facts| facts.channel == id);
        found.cloned()
    });
    let is_published = facts.as_ref().is_some_and(|facts| facts.is_published);
    let public = card
        .filter(|_| is_published)
        .map(|card| format!("/livechat/{}", card.key));
    let website = facts.and_then(|facts| facts.website);
    let put_away = move |_| {
        open.set(false);
        put_away(console, texts, id, !is_archived);
    };
    view! {
        <div
            class="menu"
            role="presentation"
            on:keydown=move |event| move_focus(&event, "[role^=menuitem]", 1)
        >
            <A href=format!("/channels/{id}") attr:class="menu__item" attr:role="menuitem">
                <Icon name="settings" size=Size::Small />
                {texts.channel_configure}
            </A>
            <A href=format!("/sessions?channel={id}") attr:class="menu__item" attr:role="menuitem">
                <Icon name="history" size=Size::Small />
                {texts.sessions}
            </A>
            <A href=format!("/sessions?channel={id}&rating=any") attr:class="menu__item" attr:role="menuitem">
                <Icon name="smile" size=Size::Small />
                {texts.ratings}
            </A>
            {public.map(|page| view! {
                <a class="menu__item" role="menuitem" href=page target="_blank" rel="external noopener">
                    <Icon name="external-link" size=Size::Small />
                    {texts.ratings_public}
                </a>
            })}
            {website.map(|website| view! {
                <a class="menu__item" role="menuitem" href=website target="_blank" rel="external noopener">
                    <Icon name="external-link" size=Size::Small />
                    {texts.channel_go_to_website}
                </a>
            })}
            <MenuItem icon="copy" text=texts.channel_duplicate on:click=duplicate />
            <MenuItem
                icon="archive"
                text=if is_archived { texts.channel_unarchive } else { texts.channel_archive }
                on:click=put_away
            />
            <MenuItem
                icon="trash-2"
                text=texts.channel_remove
                on:click=move |_| {
                    open.set(false);
                    removing.set(true);
                }
            />
        </div>
    }
}

fn put_away(console: Console, texts: &'static Texts, id: ChannelId, is_archived: bool) {
    leptos::task::spawn_local(async move {
        if api::archive(id, is_archived).await.is_err() {
            console.tell(texts.form_unavailable);
        }
    });
}
