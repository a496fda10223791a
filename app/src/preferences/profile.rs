//! Name, looks, language, and how one is called.

use super::Section;
use super::absent::WhileAbsent;
use super::api::{self, Save};
use super::chats::Chats;
use super::expertise::KnownExpertises;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::browser::notification::{self, Permission};
use crate::browser::page;
use crate::live::Console;
use crate::page::theme_name;
use crate::picture::PictureField;
use crate::text::{Texts, use_texts};
use crate::ui::{Button, Field, Kind, Notice, Presence, Select, Switch, Tone};
use domain::user::{Language, Theme, User};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The page `/preferences`.
#[component]
pub(crate) fn ProfilePage() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<Save>::new();
    let problems = FormProblems::new(Vec::new());
    Effect::new(move || match action.value().get() {
        Some(Ok(user)) => {
            problems.set(Vec::new());
            take_in(console, user);
            console.tell(texts.saved);
        }
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        _ => {}
    });
    let failed = move || {
        let value = action.value().get();
        value.is_some_and(|value| {
            value.is_err_and(|failure| !matches!(failure, Failure::Invalid(_)))
        })
    };
    view! {
        <Section>
            <Portrait />
            <ActionForm action attr:class="form">
                <Show when=failed>
                    <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
                </Show>
                <Names problems />
                <Looks />
                <hr class="form__line" />
                <Chats problems />
                <KnownExpertises />
                <hr class="form__line" />
                <Calls />
                <div class="form__actions">
                    <Button kind=Kind::Submit disabled=action.pending()>{texts.save}</Button>
                </div>
            </ActionForm>
        </Section>
    }
}

/// It is stored by itself, apart from the form.
#[component]
fn Portrait() -> impl IntoView {
    let console = Console::of_page();
    view! {
        <PictureField
            name=Signal::derive(move || console.me.with(|me| me.name.clone()))
            picture=Signal::derive(move || console.me.with(|me| me.picture))
            path="/console/picture".to_owned()
            on_change=Callback::new(move |picture| console.look_like(picture))
            class="avatar--portrait"
        />
    }
}

#[component]
fn Names(problems: FormProblems) -> impl IntoView {
    let texts = use_texts();
    let me = Console::of_page().me.get_untracked();
    view! {
        <Field
            name="name"
            label=texts.name
            value=me.name
            autocomplete="name"
            help=texts.name_help
            problem=problems.of(texts, "name")
        />
        <Field
            name="chosen[chat_name]"
            id="chat_name"
            label=texts.chat_name
            value=me.preferences.chat_name
            autocomplete="nickname"
            help=texts.chat_name_help
            presence=Presence::Optional
            problem=problems.of(texts, "chat_name")
        />
    }
}

#[component]
fn Looks() -> impl IntoView {
    let texts = use_texts();
    let preferences = Console::of_page().me.get_untracked().preferences;
    view! {
        <div class="form__pair">
            <Select
                name="chosen[theme]"
                label=texts.theme
                choices=vec![
                    ("system", texts.theme_system),
                    ("light", texts.theme_light),
                    ("dark", texts.theme_dark),
                ]
                chosen=theme_name(preferences.theme)
            />
            <Select
                name="chosen[language]"
                label=texts.language
                choices=vec![("english", "English"), ("french", "Français")]
                chosen=match preferences.language {
                    Language::English => "english",
                    Language::French => "french",
                }
            />
        </div>
    }
}

#[component]
fn Calls() -> impl IntoView {
    let texts = use_texts();
    let preferences = Console::of_page().me.get_untracked().preferences;
    view! {
        <Switch
            name="chosen[sound]"
            label=texts.sound
            help=texts.sound_help
            checked=preferences.sound
        />
        <Switch
            name="chosen[notifications]"
            label=texts.notifications
            help=texts.notifications_help
            checked=preferences.notifications
        />
        <BrowserPermission />
        <WhileAbsent />
        <Switch
            name="chosen[mention_mails]"
            label=texts.mention_mails
            help=texts.mention_mails_help
            checked=preferences.mention_mails
        />
    }
}

#[component]
fn BrowserPermission() -> impl IntoView {
    let texts = use_texts();
    let permission = notification::permission_signal();
    let ask = move |_| notification::ask(move |answer| permission.set(Some(answer)));
    let shown = move || match permission.get() {
        None => ().into_any(),
        Some(Permission::Unasked) => {
            view! { <Button icon="bell" on:click=ask>{texts.notifications_allow}</Button> }
                .into_any()
        }
        Some(Permission::Granted) => granted(texts).into_any(),
        Some(Permission::Denied) => {
            view! { <p class="field__help">{texts.notifications_denied}</p> }.into_any()
        }
    };
    view! { <div>{shown}</div> }
}

fn granted(texts: &'static Texts) -> impl IntoView {
    view! { <p class="field__help">{texts.notifications_granted}</p> }
}

/// Shows the console in other colours at once, and keeps the choice.
pub(crate) fn choose_theme(console: Console, theme: Theme) {
    let mut user = console.me.get_untracked();
    user.preferences.theme = theme;
    let User {
        name, preferences, ..
    } = user.clone();
    take_in(console, user);
    leptos::task::spawn_local(async move {
        let saved = api::save(name, preferences.into());
        if let Ok(user) = saved.await {
            take_in(console, user);
        }
    });
}

fn take_in(console: Console, user: User) {
    page::set_root_attribute("data-theme", theme_name(user.preferences.theme));
    let language = console.me.with_untracked(|me| me.preferences.language);
    let is_other_language = language != user.preferences.language;
    console.me.set(user);
    if is_other_language {
        page::reload();
    }
}
