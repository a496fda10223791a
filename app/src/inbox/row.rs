//! A conversation in the list.

use super::list::Filter;
use super::moves::Placed;
use crate::browser::page;
use crate::conversation::panel::status;
use crate::live::Console;
use crate::moment::Told;
use crate::text::{Texts, fill, fill_count, use_texts};
use crate::ui::{Avatar, Badge, Icon, Size};
use domain::conversation::Status;
use domain::id::{ConversationId, UserId};
use domain::inbox::InboxRow;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos_router::components::A;

/// A conversation in the list.
#[component]
pub(super) fn Row(
    /// Which, and how often it has moved.
    row: Placed,
    /// What the inbox shows, which stays when it is opened.
    filter: Memo<Filter>,
    /// The row that had the focus last.
    focused: StoredValue<Option<ConversationId>>,
) -> impl IntoView {
    let console = Console::of_page();
    let Placed { id, moves } = row;
    if moves > 0 && focused.get_value() == Some(id) {
        let selector = format!(".row[href^='/inbox/{id}']");
        queue_microtask(move || page::focus_if_lost(&selector));
    }
    let row = Memo::new(move |_| console.row(id));
    view! {
        <A
            href=move || filter.get().address(Some(id))
            attr:class=move || row.with(|row| class(row.as_ref(), console.my_id()))
            on:focus=move |_| focused.set_value(Some(id))
            on:blur=move |event| {
                if event.related_target().is_some() {
                    focused.set_value(None);
                }
            }
        >
            <RowContent id row />
        </A>
    }
}

/// What its row says: who, when, what was said last, and how much of it is unread.
#[component]
pub(crate) fn RowContent(
    /// Which.
    id: ConversationId,
    /// Its row.
    row: Memo<Option<InboxRow>>,
) -> impl IntoView {
    let name = Signal::derive(move || {
        row.with(|row| {
            row.as_ref()
                .map(|row| row.conversation.visitor_name.clone())
        })
        .unwrap_or_default()
    });
    let at = Signal::derive(move || {
        row.with(|row| row.as_ref().map(|row| row.conversation.active_at))
            .unwrap_or(Timestamp(0))
    });
    view! {
        <Avatar name />
        <span class="row__name">{name}</span>
        <Told at class="row__time" />
        <Words id row />
        <Mark row />
    }
}

/// What its row looks like.
pub(crate) fn class(row: Option<&InboxRow>, me: UserId) -> &'static str {
    match row {
        Some(row) if row.waits_for(me) => "row row--unread",
        Some(row) if row.conversation.status() == Some(Status::WaitingForCustomer) => {
            "row row--waiting"
        }
        Some(row) if !row.conversation.is_open() => "row row--ended",
        _ => "row",
    }
}

#[component]
fn Words(id: ConversationId, row: Memo<Option<InboxRow>>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let visitor_types = Memo::new(move |_| {
        console.typists.with(|typists| {
            typists
                .of(id)
                .any(|author| *author == domain::message::Author::Visitor)
        })
    });
    let words = move || {
        if visitor_types.get() {
            return view! { <span class="row__typing">{texts.typing_short}</span> }.into_any();
        }
        let row = row.get();
        row.map(|row| last_words(console, texts, &row)).into_any()
    };
    view! { <span class="row__words">{words}</span> }
}

/// What was said last in it, and by whom.
pub(crate) fn last_words(console: Console, texts: &Texts, row: &InboxRow) -> String {
    let Some(last) = &row.conversation.last_words else {
        return texts.no_words_yet.to_owned();
    };
    let words = if last.text.is_empty() {
        texts.message_deleted
    } else {
        &last.text
    };
    match last.operator {
        None => words.to_owned(),
        Some(user) if user == console.my_id() => fill(texts.you_said, &[("words", words)]),
        Some(user) => match console.colleague(user) {
            Some(name) => fill(texts.colleague_said, &[("name", &name), ("words", words)]),
            None => words.to_owned(),
        },
    }
}

/// How it stands, and how much of it is unread.
#[component]
pub(crate) fn Mark(
    /// The conversation.
    row: Memo<Option<InboxRow>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let unread = Memo::new(move |_| {
        let me = console.my_id();
        row.with(|row| {
            row.as_ref()
                .filter(|row| row.waits_for(me))
                .map_or(0, |row| row.unread.len())
        })
    });
    let status =
        Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.conversation.status())));
    let sign = move || {
        let status = status.get()?;
        let name = status::icon(status)?;
        Some(view! {
            <span class="row__status" data-status=status.word() title=status::name(texts, status)>
                <Icon name size=Size::Small />
                <span class="visually-hidden">{status::name(texts, status)}</span>
            </span>
        })
    };
    // A call for help in which one knows what is asked for (spec 8.2).
    let is_mine_to_help = Memo::new(move |_| {
        let known = console.me.with(|me| me.preferences.expertises.clone());
        row.with(|row| {
            let calling = row
                .as_ref()
                .filter(|row| row.conversation.status() == Some(Status::LookingForHelp));
            calling.is_some_and(|row| {
                let asked = &row.conversation.expertises;
                asked.iter().any(|expertise| known.contains(expertise))
            })
        })
    });
    let is_mentioned = Memo::new(move |_| {
        row.with(|row| row.as_ref().is_some_and(|row| !row.mentions.is_empty()))
    });
    let waits_for_mail = Memo::new(move |_| {
        row.with(|row| {
            row.as_ref()
                .is_some_and(|row| row.conversation.is_unanswered_mail())
        })
    });
    let is_ended = Memo::new(move |_| {
        row.with(|row| row.as_ref().is_some_and(|row| !row.conversation.is_open()))
    });
    let label = Signal::derive(move || match unread.get() {
        1 => texts.unread_one.to_owned(),
        count => fill_count(texts.unread_many, count),
    });
    view! {
        <span class="row__mark">
            <Show when=move || is_mine_to_help.get()>
                <span class="row__star" title=texts.you_know_this>
                    <Icon name="star" size=Size::Small />
                    <span class="visually-hidden">{texts.you_know_this}</span>
                </span>
            </Show>
            {sign}
            <Show when=move || is_mentioned.get()>
                <span class="row__mention" title=texts.you_are_mentioned>
                    <Icon name="at-sign" size=Size::Small />
                    <span class="visually-hidden">{texts.you_are_mentioned}</span>
                </span>
            </Show>
            <Badge count=unread label />
            <Show when=move || waits_for_mail.get()>
                <Icon name="mail" size=Size::Small />
                <span class="visually-hidden">{texts.waits_for_mail}</span>
            </Show>
            <Show when=move || is_ended.get()>
                <Icon name="flag" size=Size::Small />
                <span class="visually-hidden">{texts.ended}</span>
            </Show>
        </span>
    }
}
