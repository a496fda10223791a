//! *Sessions → All Conversations* (spec 8.7, 13.1): every conversation that there was, found by what is known of it.

mod address;
mod api;
mod cards;
pub(crate) mod chips;
pub(crate) mod choices;
mod export;
mod filters;
mod live_links;
mod name;
mod rated;
mod rows;
mod selection;
mod told;
mod transcript;

pub(crate) use rated::Topic;
pub(crate) use transcript::TranscriptPage;

use crate::api::Failure;
use crate::live::Console;
use crate::moment::Clock;
use crate::records::{Apps, use_app};
use crate::text::{fill, use_texts};
use crate::ui::{Button, Empty, Kind, Notice, Skeleton, Tab, Tabs, Tone};
use address::{Address, Shape};
use cards::Cards;
use choices::Choices;
use domain::report::{Filter, Place, Session, Sessions, Unknown};
use domain::team::App;
use export::{Export, may_export};
use filters::Filters;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use rows::Rows;
use selection::{Selection, SelectionBar};

/// The page `/sessions`.
#[component]
pub(crate) fn HistoryPage() -> impl IntoView {
    let texts = use_texts();
    let (address, choices) = (Address::of_page(), Choices::of_page());
    let content = move || match address.get() {
        Ok(address) => view! { <Listed address choices /> }.into_any(),
        Err(wrong) => view! {
            <Wrong wrong>
                <A href="/sessions" attr:class="button">{texts.sessions_all}</A>
            </Wrong>
        }
        .into_any(),
    };
    view! {
        <Title text=format!("{} · {}", texts.sessions_all, texts.porchlight) />
        <div class="page history">
            <header class="page__head">
                <div class="history__bar">
                    <h1 class="page__title">{texts.sessions_all}</h1>
                    <Export address />
                    <Shapes address />
                </div>
                <SessionTabs />
            </header>
            {content}
        </div>
    }
}

/// The address asks for something that there is not.
#[component]
pub(crate) fn Wrong(
    /// Which of its fields.
    wrong: Unknown,
    /// The way on.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let Unknown { field, allowed } = wrong;
    let words = allowed.join(", ");
    let (field, words) = (("field", field), ("words", words.as_str()));
    let told = if allowed.is_empty() {
        fill(texts.address_wrong_field, &[field])
    } else {
        fill(texts.report_allowed, &[field, words])
    };
    view! {
        <Empty icon="history" title=texts.sessions_wrong text=texts.sessions_wrong_text>
            <p>{told}</p>
            {children()}
        </Empty>
    }
}

/// The pages of *Sessions*.
#[component]
pub(crate) fn SessionTabs() -> impl IntoView {
    let (texts, apps) = (use_texts(), Apps::of_page());
    for app in App::ALL {
        use_app(app);
    }
    view! {
        <Tabs label=texts.sessions>
            <Tab href="/sessions">{texts.sessions_all}</Tab>
            <Tab href="/sessions/looking-for-help">{texts.sessions_help}</Tab>
            <Tab href="/sessions/visitors">{texts.visitors}</Tab>
            <Show when=move || apps.has(App::Helpdesk)>
                <Tab href="/sessions/tickets" is_of_pages_below=true>{texts.tickets}</Tab>
            </Show>
            <Show when=move || apps.has(App::Crm)>
                <Tab href="/sessions/leads" is_of_pages_below=true>{texts.pipeline}</Tab>
            </Show>
            <Tab href="/sessions/contacts" is_of_pages_below=true>{texts.contacts}</Tab>
        </Tabs>
    }
}

/// Between cards and table.
#[component]
fn Shapes(address: Memo<Result<Address, Unknown>>) -> impl IntoView {
    let texts = use_texts();
    let link = move |shape: Shape, text: &'static str| {
        let href = move || {
            let address = address.get().unwrap_or_default();
            Address { shape, ..address }.at("")
        };
        let is_shown = move || address.get().is_ok_and(|address| address.shape == shape);
        view! {
            <a
                href=href
                class="shapes__shape"
                aria-current=move || if is_shown() { "true" } else { "false" }
            >
                {text}
            </a>
        }
    };
    view! {
        <nav class="shapes" aria-label=texts.sessions_shape>
            {link(Shape::Kanban, texts.kanban)}
            {link(Shape::List, texts.list)}
        </nav>
    }
}

#[component]
fn Listed(address: Address, choices: Choices) -> impl IntoView {
    let may_export = may_export(Console::of_page());
    let paged = move || {
        let selection = may_export.get().then(Selection::new);
        view! { <Paged address topic=Topic::Sessions selection /> }
    };
    view! {
        <Filters address choices />
        {paged}
    }
}

/// The sessions that an address asks for, page by page.
#[component]
fn Paged(
    address: Address,
    topic: Topic,
    /// What is chosen of them, for who may take it away.
    selection: Option<Selection>,
) -> impl IntoView {
    let texts = use_texts();
    let pages = Pages::new(address);
    let rows = move || {
        pages.loaded.with(|loaded| match loaded {
            None => view! { <Skeleton /> }.into_any(),
            Some(Err(_)) => view! {
                <Notice tone=Tone::Danger icon="triangle-alert" text=texts.cannot_load>
                    <Button on:click=move |_| pages.again()>{texts.try_again}</Button>
                </Notice>
            }
            .into_any(),
            Some(Ok(sessions)) if sessions.rows.is_empty() => view! {
                <Empty icon="history" title=texts.sessions_none text=texts.sessions_none_text />
            }
            .into_any(),
            Some(Ok(sessions)) => shown((address, topic), sessions.rows.clone(), selection),
        })
    };
    let here = Signal::derive(move || {
        pages.loaded.with(|loaded| {
            let sessions = loaded.iter().flatten().flat_map(|sessions| &sessions.rows);
            sessions.map(|session| session.fact.conversation).collect()
        })
    });
    view! {
        {selection.map(|selection| view! { <SelectionBar selection shown=here /> })}
        <div class="history__rows" aria-live="polite" aria-busy=move || pages.is_loading.get().to_string()>
            {rows}
        </div>
        <Show when=move || pages.older_than().is_some()>
            <div class="list__more">
                <Button kind=Kind::Quiet disabled=pages.is_loading on:click=move |_| pages.older()>
                    {texts.sessions_older}
                </Button>
            </div>
        </Show>
    }
}

/// The sessions of a filter, without a form for it.
#[component]
pub(crate) fn Found(
    /// Which.
    filter: Filter,
    /// Whether they stand in a table, instead of on cards.
    is_table: bool,
    /// What of them it is about.
    topic: Topic,
) -> impl IntoView {
    let shape = if is_table { Shape::List } else { Shape::Kanban };
    view! { <Paged address=Address { filter, shape } topic selection=None /> }
}

fn shown(
    (address, topic): (Address, Topic),
    sessions: Vec<Session>,
    selection: Option<Selection>,
) -> AnyView {
    match address.shape {
        Shape::Kanban => view! { <Cards address topic sessions selection /> }.into_any(),
        Shape::List => view! { <Rows address topic sessions selection /> }.into_any(),
    }
}

/// The pages that are here, one below the other.
#[derive(Clone, Copy)]
struct Pages {
    address: Address,
    clock: Clock,
    loaded: RwSignal<Option<Result<Sessions, Failure>>>,
    is_loading: RwSignal<bool>,
}

impl Pages {
    /// Asks for the first page, and again whenever something happens that may change it.
    fn new(address: Address) -> Self {
        let console = Console::of_page();
        let pages = Self {
            address,
            clock: Clock::of_page(),
            loaded: RwSignal::new(None),
            is_loading: RwSignal::new(false),
        };
        let news = Memo::new(move |_| {
            console.inbox.with(|inbox| {
                let told = inbox.rows.iter().map(|row| {
                    let of = &row.conversation;
                    let rated = of.history.rating.as_ref().map(|rating| rating.face);
                    (of.id, of.is_open(), of.history.messages, rated)
                });
                told.collect::<Vec<_>>()
            })
        });
        Effect::new(move || {
            // Tracked alone, what nobody has read yet tells of no change.
            news.with(|_| ());
            // Which days are meant is known only once the reader's time zone is.
            if pages.clock.is_local.get() && !pages.is_beyond_the_first() {
                pages.again();
            }
        });
        pages
    }

    fn older_than(self) -> Option<Place> {
        self.loaded
            .with(|loaded| loaded.as_ref()?.as_ref().ok()?.older_than)
    }

    fn is_beyond_the_first(self) -> bool {
        self.loaded.with_untracked(|loaded| {
            let rows = loaded.as_ref().and_then(|loaded| loaded.as_ref().ok());
            rows.is_some_and(|sessions| sessions.rows.len() > domain::limit::SESSIONS_PAGE)
        })
    }

    /// The first page, in place of what is here.
    fn again(self) {
        self.load(None);
    }

    /// The next page, below what is here.
    fn older(self) {
        let place = self
            .loaded
            .with_untracked(|loaded| loaded.as_ref()?.as_ref().ok()?.older_than);
        if place.is_some() {
            self.load(place);
        }
    }

    fn load(self, older_than: Option<Place>) {
        let asked = self.address.asked(self.clock);
        self.is_loading.set(true);
        leptos::task::spawn_local(async move {
            let answer = api::page(asked, older_than).await;
            // The page may have been left meanwhile.
            self.is_loading.try_set(false);
            self.loaded.try_update(|loaded| match (older_than, answer) {
                (Some(place), Ok(next)) => {
                    // Another answer may have come in between.
                    if let Some(Ok(sessions)) = loaded
                        && sessions.older_than == Some(place)
                    {
                        sessions.rows.extend(next.rows);
                        sessions.older_than = next.older_than;
                    }
                }
                (Some(_), Err(_)) => {}
                (None, answer) => *loaded = Some(answer),
            });
        });
    }
}
