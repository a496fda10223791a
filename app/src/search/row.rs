//! A conversation that was found.

use super::address::{self, Asked};
use super::marked::{marked, marked_text};
use super::results::Results;
use crate::inbox::{Mark, last_words, row_class};
use crate::live::Console;
use crate::moment::Told;
use crate::text::use_texts;
use crate::ui::Avatar;
use domain::id::ConversationId;
use domain::inbox::InboxRow;
use domain::search::{Found, NOTE};
use domain::time::Timestamp;
use leptos::prelude::*;

/// A conversation that was found, with the words for which it was.
#[component]
pub(super) fn FoundRow(
    /// Which.
    id: ConversationId,
    /// Among which.
    results: Results,
    /// What was asked for.
    asked: Asked,
    /// The conversation that is open.
    open: Memo<Option<ConversationId>>,
) -> impl IntoView {
    let console = Console::of_page();
    let found = Memo::new(move |_| results.found(id));
    // What has happened since it was found is known where it stands in the inbox.
    let row = Memo::new(move |_| console.row(id).or_else(|| Some(found.get()?.row)));
    let name = Signal::derive(move || told(row, |row| row.conversation.visitor_name.clone()));
    let at = Signal::derive(move || {
        told(row, |row| Some(row.conversation.active_at)).unwrap_or(Timestamp(0))
    });
    let filter = move || asked.get().unwrap_or_default();
    let href = move || {
        let hit = found.get().and_then(|found| found.hit);
        let number = hit.map(|hit| hit.number).filter(|number| *number != NOTE);
        address::address_at(&filter(), id, number)
    };
    let name_shown = move || marked_text(&name.get(), &address::query(&filter().words));
    view! {
        <a
            href=href
            class=move || row_class(row.get().as_ref(), console.my_id())
            aria-current=move || (open.get() == Some(id)).then_some("page")
        >
            <Avatar name />
            <span class="row__name">{name_shown}</span>
            <Told at class="row__time" />
            <Words found row />
            <Mark row />
        </a>
    }
}

fn told<T: Default>(row: Memo<Option<InboxRow>>, read: impl FnOnce(&InboxRow) -> T) -> T {
    row.with(|row| row.as_ref().map(read)).unwrap_or_default()
}

/// Why it was found, or what was said last.
#[component]
fn Words(found: Memo<Option<Found>>, row: Memo<Option<InboxRow>>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let words = move || match found.get().and_then(|found| found.hit) {
        Some(hit) => {
            let note = (hit.number == NOTE).then_some(texts.search_note);
            view! { {note} {marked(hit.excerpt)} }.into_any()
        }
        None => row
            .get()
            .map(|row| last_words(console, texts, &row))
            .into_any(),
    };
    view! { <span class="row__words">{words}</span> }
}
