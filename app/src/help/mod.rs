//! *Sessions → Looking for Help* (spec 8.7): the calls of colleagues, oldest first, as they are now.

use crate::browser::locale;
use crate::history::SessionTabs;
use crate::inbox::last_words;
use crate::live::{Console, Copied};
use crate::moment::{Clock, Told};
use crate::text::{fill, use_texts};
use crate::ui::{Avatar, Button, Chip, Empty, Icon, Size};
use domain::expertise::Expertise;
use domain::help::Calls;
use domain::id::ConversationId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The page `/sessions/looking-for-help`.
#[component]
pub(crate) fn HelpPage() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let query = use_query_map();
    let wanted = Memo::new(move |_| {
        let query = query.read();
        let is_on = |name| query.get_str(name) == Some("1");
        Calls {
            mine: is_on("mine"),
            languages: is_on("languages"),
            expertise: is_on("expertise"),
        }
    });
    let calls = Memo::new(move |_| {
        let of = |me: &_| {
            console.inbox.with(|inbox| {
                let calls = wanted.get().of(inbox, me).into_iter();
                calls.map(|row| row.conversation.id).collect::<Vec<_>>()
            })
        };
        console.me.with(of)
    });
    let is_empty = Memo::new(move |_| calls.with(Vec::is_empty));
    view! {
        <Title text=format!("{} · {}", texts.sessions_help, texts.porchlight) />
        <div class="page">
            <header class="page__head">
                <h1 class="page__title">{texts.sessions_help}</h1>
                <SessionTabs />
            </header>
            <div class="page__body page__body--wide">
                <Choices wanted />
                <Show
                    when=move || !is_empty.get()
                    fallback=move || {
                        view! {
                            <Empty icon="circle-alert" title=texts.help_none text=texts.help_none_text />
                        }
                    }
                >
                    <ul class="calls" aria-label=texts.sessions_help>
                        <For
                            each=move || calls.get()
                            key=|id| *id
                            children=|id| view! { <Call id /> }
                        />
                    </ul>
                </Show>
            </div>
        </div>
    }
}

/// What is left out; the address says it.
#[component]
fn Choices(wanted: Memo<Calls>) -> impl IntoView {
    let texts = use_texts();
    let navigate = use_navigate();
    let choice = move |text: &'static str, is_on: fn(Calls) -> bool, turned: fn(Calls) -> Calls| {
        let navigate = navigate.clone();
        let turn = move |_| {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&address(turned(wanted.get_untracked())), options);
        };
        view! {
            <Chip pressed=Signal::derive(move || is_on(wanted.get())) on:click=turn>{text}</Chip>
        }
    };
    view! {
        <div class="chips" role="group" aria-label=texts.sessions_filters>
            {choice(texts.help_mine, |of| of.mine, |of| Calls { mine: !of.mine, ..of })}
            {choice(texts.help_languages, |of| of.languages, |of| Calls { languages: !of.languages, ..of })}
            {choice(texts.help_expertise, |of| of.expertise, |of| Calls { expertise: !of.expertise, ..of })}
        </div>
    }
}

fn address(calls: Calls) -> String {
    let fields = [
        ("mine", calls.mine),
        ("languages", calls.languages),
        ("expertise", calls.expertise),
    ];
    let fields = fields.into_iter().filter(|(_, is_on)| *is_on);
    let fields: Vec<String> = fields.map(|(name, _)| format!("{name}=1")).collect();
    match fields.as_slice() {
        [] => "/sessions/looking-for-help".to_owned(),
        fields => format!("/sessions/looking-for-help?{}", fields.join("&")),
    }
}

/// One call, with the way in.
#[component]
fn Call(id: ConversationId) -> impl IntoView {
    let (console, texts, clock) = (Console::of_page(), use_texts(), Clock::of_page());
    let (reader, known) = (
        use_context().unwrap_or_default(),
        Copied::<Expertise>::of_page(),
    );
    let row = Memo::new(move |_| console.row(id));
    let of = move || row.get().map(|row| row.conversation);
    let name = Signal::derive(move || of().map(|of| of.visitor_name).unwrap_or_default());
    let at = Signal::derive(move || {
        let since = of().map(|of| of.help_since.unwrap_or(of.active_at));
        since.unwrap_or(domain::time::Timestamp(0))
    });
    let words = move || row.get().map(|row| last_words(console, texts, &row));
    let channel = move || {
        let channel = of().and_then(|of| console.channel(of.channel));
        channel.map_or_else(|| texts.unknown_channel.to_owned(), |channel| channel.name)
    };
    // Only the browser knows the names of languages.
    let language = move || {
        let tag = clock.is_local.get().then(of)??.language?;
        Some(format!(" · {}", locale::language_name(&tag, reader)))
    };
    let expertises = move || {
        let asked = of().map(|of| of.expertises).unwrap_or_default();
        let names = known.with(|known| {
            let asked = known.iter().filter(|one| asked.contains(&one.id));
            asked.map(|one| one.name.clone()).collect::<Vec<_>>()
        });
        (!names.is_empty()).then(|| {
            view! {
                <span class="calls__expertise">
                    <Icon name="graduation-cap" size=Size::Small />
                    {names.join(", ")}
                </span>
            }
        })
    };
    let is_in = Memo::new(move |_| of().is_some_and(|of| of.has_operator(console.my_id())));
    let navigate = use_navigate();
    let join = move |_| {
        console.help(id);
        navigate(&format!("/inbox/{id}"), NavigateOptions::default());
    };
    let label = Signal::derive(move || fill(texts.help_join_of, &[("name", &name.get())]));
    view! {
        <li class="calls__call">
            <Avatar name />
            <div class="calls__what">
                <A href=format!("/inbox/{id}") attr:class="calls__name">{name}</A>
                <p class="calls__words" dir="auto">{words}</p>
                <p class="calls__about">{channel} {language} {expertises}</p>
            </div>
            <Told at class="row__time" />
            <Show when=move || !is_in.get()>
                <Button icon="log-in" label on:click=join.clone()>{texts.help_join}</Button>
            </Show>
        </li>
    }
}
