//! The form of a channel (spec 3.3): its name, and four tabs.

mod colours;
mod create_operators;
mod operators;
mod options;
mod preview;
mod rule_dialog;
mod rule_fields;
mod rules;
mod state;
mod tester;
mod widget;

use crate::api::Failure;
use crate::first::First;
use crate::live::Console;
use crate::picture::PictureField;
use crate::text::{fill, fill_count, use_texts};
use crate::ui::{Button, Dialog, Empty, Entry, Icon, Kind, Notice, Size, Skeleton, Tone};
use domain::id::ChannelId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;
use operators::Operators;
use options::Options;
use rules::Rules;
use state::Form;
use widget::Widget;

/// The page `/channels/{id}` and its tabs.
#[component]
pub(crate) fn ChannelPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse().ok()));
    move || match id.get() {
        Some(id) => view! { <Loaded id /> }.into_any(),
        None => view! { <NoSuchChannel /> }.into_any(),
    }
}

#[component]
fn NoSuchChannel() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="page">
            <Empty icon="messages-square" title=texts.channel_missing text=texts.channel_missing_text />
        </div>
    }
}

#[component]
fn Loaded(id: ChannelId) -> impl IntoView {
    let texts = use_texts();
    let first = First::take(|first| match first {
        First::Channel(of, form) if of == id => Some(*form),
        _ => None,
    });
    let loaded = RwSignal::new(first);
    let load = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            let form = super::api::form(id).await;
            // The page may have been left meanwhile.
            loaded.try_set(Some(form));
        });
    });
    Effect::new(move || {
        if loaded.with_untracked(Option::is_none) {
            load.run(());
        }
    });
    move || match loaded.get() {
        None => view! { <div class="page"><Skeleton /></div> }.into_any(),
        Some(Ok(form)) => view! { <Page form=Form::new(form) /> }.into_any(),
        Some(Err(Failure::NotFound)) => view! { <NoSuchChannel /> }.into_any(),
        Some(Err(Failure::Forbidden)) => view! {
            <div class="page">
                <Empty icon="lamp" title=texts.forbidden text=texts.forbidden_text />
            </div>
        }
        .into_any(),
        Some(Err(_)) => view! {
            <div class="page">
                <Notice tone=Tone::Danger icon="triangle-alert" text=texts.cannot_load>
                    <Button on:click=move |_| load.run(())>{texts.try_again}</Button>
                </Notice>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Page(form: Form) -> impl IntoView {
    let texts = use_texts();
    let params = use_params_map();
    let tab = Memo::new(move |_| params.read().get("tab").unwrap_or_default());
    let content = move || match tab.get().as_str() {
        "" => view! { <Operators form /> }.into_any(),
        "options" => view! { <Options form /> }.into_any(),
        "rules" => view! { <Rules form /> }.into_any(),
        "widget" => view! { <Widget form /> }.into_any(),
        _ => view! { <NoSuchChannel /> }.into_any(),
    };
    view! {
        <div class="page page--form">
            <Head form />
            <Outdated form />
            <div class="page__body page__body--wide">
                <Picture form />
                <Entry
                    name="name"
                    label=texts.channel_name
                    value=Signal::derive(move || form.draft.with(|draft| draft.name.clone()))
                    on_change=Callback::new(move |name| form.draft.update(|draft| draft.name = name))
                    problem=form.problems.of(texts, "name")
                />
                {content}
            </div>
        </div>
    }
}

/// It is stored by itself, and comes back with the news of the channel.
#[component]
fn Picture(form: Form) -> impl IntoView {
    let console = Console::of_page();
    let id = form.id;
    let card = Memo::new(move |_| console.channel(id));
    view! {
        <PictureField
            name=Signal::derive(move || card.get().map(|card| card.name).unwrap_or_default())
            picture=Signal::derive(move || card.get().and_then(|card| card.picture))
            path=format!("/console/channels/{id}/picture")
            on_change=Callback::new(|_| ())
            class="avatar--square avatar--portrait"
        />
    }
}

#[component]
fn Head(form: Form) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let id = form.id;
    let name = form.channel().name;
    let shown = Signal::derive(move || {
        console
            .channel(id)
            .map(|card| card.name)
            .unwrap_or_default()
    });
    let happy = form.happy_percent.map_or_else(
        || texts.channel_happy_none.to_owned(),
        |percent| fill(texts.channel_happy, &[("percent", &percent.to_string())]),
    );
    let chatbots = move || {
        let mut named: Vec<_> = form.rules.with(|rules| {
            let named = rules.iter().filter_map(|rule| rule.chatbot.as_ref());
            named.map(|chatbot| chatbot.id).collect()
        });
        named.sort_unstable();
        named.dedup();
        match named.len() {
            1 => texts.channel_chatbots_one.to_owned(),
            count => fill_count(texts.channel_chatbots, count),
        }
    };
    let website = form
        .sightings
        .with_value(|seen| seen.first().map(|seen| seen.origin.clone()));
    view! {
        <Title text=format!("{name} · {} · {}", texts.channels, texts.porchlight) />
        <header class="page__head">
            <div class="page__bar">
                <h1 class="page__title">
                    <A href="/channels" attr:class="page__crumb">{texts.channels}</A>
                    <span class="page__crumb" aria-hidden="true">" / "</span>
                    {shown}
                </h1>
                <A href=format!("/sessions?channel={id}") attr:class="button">
                    <Icon name="history" size=Size::Small />
                    {texts.sessions}
                </A>
                <A href=format!("/configuration/chatbots?channel={id}") attr:class="button" attr:title=texts.channel_chatbots_title>
                    <Icon name="bot" size=Size::Small />
                    {chatbots}
                </A>
                <A href=format!("/sessions?channel={id}&rating=any") attr:class="button" attr:title=texts.channel_happy_title>
                    <Icon name="smile" size=Size::Small />
                    {happy}
                </A>
                {website.map(|website| view! {
                    <a class="button" href=website target="_blank" rel="external noopener">
                        <Icon name="external-link" size=Size::Small />
                        {texts.channel_go_to_website}
                    </a>
                })}
                <Show when=move || form.is_changed.get()>
                    <span class="page__unsaved">{texts.unsaved}</span>
                </Show>
                <Button
                    kind=Kind::Primary
                    disabled=Signal::derive(move || form.is_saving.get() || !form.is_changed.get())
                    on:click=move |_| form.save()
                >
                    {texts.save}
                </Button>
            </div>
            <nav class="tabs" aria-label=texts.channel_tabs>
                <Tab form tab="" text=texts.channel_operators />
                <Tab form tab="options" text=texts.channel_options />
                <Tab form tab="rules" text=texts.channel_rules />
                <Tab form tab="widget" text=texts.channel_widget />
            </nav>
        </header>
        <Leaving form />
    }
}

#[component]
fn Tab(form: Form, tab: &'static str, text: &'static str) -> impl IntoView {
    let href = if tab.is_empty() {
        format!("/channels/{}", form.id)
    } else {
        format!("/channels/{}/{tab}", form.id)
    };
    view! {
        <A href exact=true attr:class="tabs__tab">
            {text}
            <Show when=move || form.has_problem_in(tab)>
                <Icon name="triangle-alert" size=Size::Small />
            </Show>
        </A>
    }
}

/// Somebody else saved meanwhile: what was typed stays, and it is said how to go on.
#[component]
fn Outdated(form: Form) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Show when=move || form.is_outdated.get()>
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.outdated_form>
                <Button on:click=move |_| form.save_over()>{texts.outdated_form_over}</Button>
                <Button on:click=move |_| form.take_theirs()>{texts.outdated_form_theirs}</Button>
            </Notice>
        </Show>
        <Show when=move || form.is_unsaved.get()>
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
        </Show>
        <Show when=move || form.problems.any()>
            <Notice
                tone=Tone::Danger
                icon="triangle-alert"
                text=Signal::derive(move || fill(texts.form_problems, &[("fields", &form.wrong_fields(texts))]))
            />
        </Show>
    }
}

/// Asks before what was typed is left behind.
#[component]
fn Leaving(form: Form) -> impl IntoView {
    let texts = use_texts();
    let asked = RwSignal::new(false);
    let leave = form.guard(asked);
    view! {
        <Dialog
            open=asked
            title=texts.leave_title
            text=texts.leave_text
            confirm=texts.leave_do
            cancel=texts.leave_not
            on_confirm=leave
        />
    }
}
