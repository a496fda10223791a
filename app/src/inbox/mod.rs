//! The inbox: conversations on the left, the open one on the right.

pub(crate) mod api;
mod channel_tag;
mod filters;
mod heading;
mod list;
mod moves;
mod notify;
mod row;
mod search_link;
mod views;

pub(crate) use channel_tag::Origin;
pub(crate) use filters::beside_list;
pub(crate) use list::next_unread;
pub(crate) use row::{Mark, RowContent, class as row_class, last_words};

use crate::later::{conversation, search};
use crate::live::{Attention, Console};
use crate::text::{fill_count, use_texts};
use crate::ui::{Button, Empty, Kind};
use channel_tag::ChannelTag;
use domain::id::ConversationId;
use filters::Filters;
use heading::HeadingView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use list::{Filter, Heading, Section, headings, sections};
use moves::{Placed, placed};
use notify::NotifyPrompt;
use row::Row;
use search_link::SearchLink;
use views::Views;

/// The page `/inbox` and `/inbox/{id}`.
#[component]
pub(crate) fn InboxPage() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let attention = Attention::of_page();
    let params = use_params_map();
    let address = Memo::new(move |_| params.read().get("id"));
    let open = Memo::new(move |_| {
        address
            .get()
            .and_then(|id| id.parse::<ConversationId>().ok())
    });
    Effect::new(move || attention.turn_to(open.get()));
    on_cleanup(move || attention.turn_to(None));
    let main = move || match (address.get(), open.get()) {
        (Some(_), Some(id)) => conversation(id),
        (Some(_), None) => view! { <NoSuchConversation /> }.into_any(),
        (None, _) => view! { <NoneOpen console /> }.into_any(),
    };
    let view_name = move || {
        if address.get().is_some() {
            "conversation"
        } else {
            "list"
        }
    };
    view! {
        <Title text=format!("{} · {}", texts.inbox, texts.porchlight) />
        <div class="inbox" data-view=view_name>
            <List open />
            {main}
        </div>
    }
}

#[component]
fn NoSuchConversation() -> impl IntoView {
    let texts = use_texts();
    view! {
        <section class="conversation conversation--none">
            <Empty
                icon="message-circle"
                title=texts.no_such_conversation
                text=texts.no_such_conversation_text
            />
        </section>
    }
}

#[component]
fn NoneOpen(console: Console) -> impl IntoView {
    let texts = use_texts();
    let is_empty = Memo::new(move |_| console.inbox.with(|inbox| inbox.rows.is_empty()));
    let shown = move || {
        if is_empty.get() {
            view! {
                <Empty icon="inbox" title=texts.empty_title text=texts.empty_text>
                    <ChannelTag channel=console.channels.with_untracked(|channels| channels.open().next().cloned()) />
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty icon="message-circle" title=texts.choose_title text=texts.choose_text />
            }
            .into_any()
        }
    };
    view! { <section class="conversation conversation--none">{shown}</section> }
}

#[component]
fn List(open: Memo<Option<ConversationId>>) -> impl IntoView {
    let texts = use_texts();
    let query = use_query_map();
    let is_searching = Memo::new(move |_| query.read().get_str("q").is_some());
    let content = move || {
        if is_searching.get() {
            search(open)
        } else {
            view! { <Everything open /> }.into_any()
        }
    };
    view! {
        <section class="list" aria-label=texts.conversations>
            <header class="list__head">
                <h1 class="list__title">{texts.inbox}</h1>
                <SearchLink open is_searching />
            </header>
            <Views open />
            {content}
        </section>
    }
}

/// The inbox under its headings.
#[component]
fn Everything(open: Memo<Option<ConversationId>>) -> impl IntoView {
    let console = Console::of_page();
    let filter = filters::filter();
    let me = console.my_id();
    let sections = Memo::new(move |_| {
        console.inbox.with(|inbox| {
            console
                .channels
                .with(|channels| sections(inbox, &headings(channels, me), filter.get(), open.get()))
        })
    });
    let shown = move || {
        sections.with(|sections| {
            sections
                .iter()
                .map(|section| section.heading)
                .collect::<Vec<_>>()
        })
    };
    let older = Older::new(console);
    view! {
        <Filters filter open />
        <NotifyPrompt />
        <div class="list__scroll" on:scroll=move |event| older.near_end(&event)>
            <For
                each=shown
                key=|heading| *heading
                children=move |heading| view! { <Group heading sections filter /> }
            />
            <Nothing sections filter />
            <OlderButton older />
        </div>
    }
}

#[component]
fn Group(heading: Heading, sections: Memo<Vec<Section>>, filter: Memo<Filter>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let name = Signal::derive(move || heading::name(console, texts, heading));
    let rows = move || {
        sections.with(|sections| {
            let section = sections.iter().find(|section| section.heading == heading);
            section
                .map(|section| section.rows.clone())
                .unwrap_or_default()
        })
    };
    let rows = Memo::new(move |before: Option<&Vec<Placed>>| {
        placed(before.map_or(&[], Vec::as_slice), &rows())
    });
    let count = Memo::new(move |_| {
        sections.with(|sections| {
            let section = sections.iter().find(|section| section.heading == heading);
            section.map_or(0, |section| match heading {
                Heading::Help => section.rows.len(),
                _ => section.unread,
            })
        })
    });
    let focused = StoredValue::new(None);
    view! {
        <HeadingView heading name count />
        <ul class="group__rows" aria-label=move || name.get()>
            <For
                each=move || rows.get()
                key=|row| *row
                children=move |row| view! { <li><Row row filter focused /></li> }
            />
        </ul>
    }
}

#[component]
fn Nothing(sections: Memo<Vec<Section>>, filter: Memo<Filter>) -> impl IntoView {
    let texts = use_texts();
    let text = move || match filter.get() {
        Filter::All => texts.empty_title,
        Filter::Mine => texts.nothing_mine,
        Filter::Unread => texts.nothing_unread,
        Filter::Ended => texts.nothing_ended,
    };
    view! {
        <Show when=move || sections.with(|sections| sections.iter().all(|section| section.rows.is_empty()))>
            <p class="list__none">{text}</p>
        </Show>
    }
}

#[component]
fn OlderButton(older: Older) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let has_older = Memo::new(move |_| console.inbox.with(|inbox| inbox.older_than.is_some()));
    view! {
        <Show when=move || has_older.get()>
            <div class="list__more">
                <Button
                    kind=Kind::Quiet
                    disabled=older.is_loading
                    on:click=move |_| older.load()
                >
                    {texts.load_older_conversations}
                </Button>
            </div>
        </Show>
    }
}

/// Pixels from the end of the list within which older conversations are asked for.
const OLDER_PX: i32 = 300;

/// Asks for conversations with older activity, one page at a time.
#[derive(Clone, Copy)]
struct Older {
    console: Console,
    is_loading: RwSignal<bool>,
}

impl Older {
    fn new(console: Console) -> Self {
        Self {
            console,
            is_loading: RwSignal::new(false),
        }
    }

    fn near_end(self, event: &leptos::ev::Event) {
        let list: web_sys::Element = event_target(event);
        if list.scroll_height() - list.client_height() - list.scroll_top() < OLDER_PX {
            self.load();
        }
    }

    fn load(self) {
        let console = self.console;
        let older_than = console.inbox.with_untracked(|inbox| inbox.older_than);
        let is_free = !self.is_loading.get_untracked();
        let Some((active_at, id)) = older_than.filter(|_| is_free) else {
            return;
        };
        self.is_loading.set(true);
        leptos::task::spawn_local(async move {
            if let Ok((rows, older_than)) = api::older(active_at, id).await {
                console.append(rows, older_than);
            }
            // The page may have been left meanwhile.
            self.is_loading.try_set(false);
        });
    }
}

/// How many conversations wait, in words.
pub(crate) fn waiting_in_words(texts: &crate::text::Texts, count: usize) -> String {
    match count {
        1 => texts.waiting_one.to_owned(),
        count => fill_count(texts.waiting_many, count),
    }
}
