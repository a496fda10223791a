//! Where one is signed in, and the way out of there (spec 2.3).

use super::Section;
use super::api;
use super::browser_name::browser_name;
use crate::api::Failure;
use crate::first::First;
use crate::live::Console;
use crate::moment::Told;
use crate::page::Session;
use crate::text::{Texts, fill, use_texts};
use crate::ui::{Button, Icon, Notice, Skeleton, Tone};
use domain::id::SessionId;
use leptos::prelude::*;

/// The page `/preferences/sessions`.
#[component]
pub(crate) fn SessionsPage() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let first = First::take(|first| match first {
        First::Sessions(sessions) => Some(sessions),
        _ => None,
    });
    let sessions = RwSignal::new(first.map(Ok));
    let load = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            let loaded = api::sessions().await;
            // The page may have been left meanwhile.
            sessions.try_set(Some(loaded));
        });
    });
    Effect::new(move || {
        if sessions.with_untracked(Option::is_none) {
            load.run(());
        }
    });
    let revoke = Callback::new(move |session: SessionId| {
        leptos::task::spawn_local(async move {
            tell_failure(console, texts, &api::revoke(session).await);
            load.run(());
        });
    });
    let shown = move || match sessions.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(Err(_)) => view! {
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.cannot_load>
                <Button on:click=move |_| load.run(())>{texts.try_again}</Button>
            </Notice>
        }
        .into_any(),
        Some(Ok(sessions)) => view! { <Sessions sessions revoke /> }.into_any(),
    };
    view! {
        <Section>
            <p>{texts.sessions_text}</p>
            {shown}
            <RevokeOthers load />
        </Section>
    }
}

#[component]
fn Sessions(sessions: Vec<Session>, revoke: Callback<SessionId>) -> impl IntoView {
    let here = Console::of_page().session;
    let rows = sessions
        .into_iter()
        .map(|session| view! { <li><Row is_here=session.id == here session revoke /></li> })
        .collect_view();
    view! { <ul class="sessions">{rows}</ul> }
}

#[component]
fn Row(session: Session, is_here: bool, revoke: Callback<SessionId>) -> impl IntoView {
    let texts = use_texts();
    let name = name(texts, &session.user_agent);
    let label = fill(texts.session_revoke_of, &[("name", &name)]);
    let id = session.id;
    let action = if is_here {
        view! { <span class="session__here">{texts.session_here}</span> }.into_any()
    } else {
        view! {
            <Button attr:aria-label=label on:click=move |_| revoke.run(id)>
                {texts.session_revoke}
            </Button>
        }
        .into_any()
    };
    view! {
        <div class="session">
            <Icon name="laptop" />
            <div>
                <p class="session__name">{name}</p>
                <p class="session__detail">
                    {texts.session_since} ": " <Told at=session.created_at /> " · "
                    {texts.session_used} ": " <Told at=session.used_at />
                </p>
            </div>
            {action}
        </div>
    }
}

#[component]
fn RevokeOthers(load: Callback<()>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let revoke = move |_| {
        leptos::task::spawn_local(async move {
            tell_failure(console, texts, &api::revoke_others().await);
            load.run(());
        });
    };
    view! {
        <div>
            <Button icon="log-out" on:click=revoke>{texts.sessions_revoke_others}</Button>
        </div>
    }
}

fn tell_failure(console: Console, texts: &Texts, done: &Result<(), Failure>) {
    if done.is_err() {
        console.tell(texts.form_unavailable);
    }
}

fn name(texts: &Texts, user_agent: &str) -> String {
    match browser_name(user_agent) {
        None => texts.session_unknown.to_owned(),
        Some((browser, None)) => browser.to_owned(),
        Some((browser, Some(system))) => fill(
            texts.session_browser,
            &[("browser", browser), ("system", system)],
        ),
    }
}
