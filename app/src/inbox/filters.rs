//! What the inbox shows: the address says it, so that one comes back to it.

use super::list::Filter;
use crate::browser::page;
use crate::live::Console;
use crate::text::use_texts;
use domain::id::ConversationId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The chips over the list.
#[component]
pub(super) fn Filters(
    /// What is shown.
    filter: Memo<Filter>,
    /// The conversation that is open.
    open: Memo<Option<ConversationId>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let unread = Memo::new(move |_| console.inbox.with(domain::inbox::Inbox::unread));
    let count = move || {
        Some(unread.get())
            .filter(|unread| *unread > 0)
            .map(|unread| format!(" {unread}"))
    };
    let chip = move |(of, text): (Filter, &'static str)| {
        let is_shown = move || (filter.get() == of).then_some("true");
        let count = (of == Filter::Unread).then_some(count);
        view! {
            <a
                class="chip"
                href=move || of.address(open.get())
                aria-current=is_shown
                data-noscroll="true"
            >
                {text}
                {count}
            </a>
        }
    };
    let chips = [
        (Filter::All, texts.filter_all),
        (Filter::Mine, texts.filter_mine),
        (Filter::Unread, texts.filter_unread),
        (Filter::Ended, texts.filter_ended),
    ];
    view! {
        <div class="chips" role="group" aria-label=texts.show>
            {chips.map(chip).into_iter().collect_view()}
        </div>
    }
}

/// What the page's address asks for now.
pub(super) fn filter() -> Memo<Filter> {
    let query = use_query_map();
    Memo::new(move |_| Filter::read(query.read().get_str("show")))
}

/// The address of a conversation beside the list as it is shown now.
pub(crate) fn beside_list(id: ConversationId) -> String {
    let address = page::address();
    let mut fields = address.split(['?', '&']);
    let word = fields.find_map(|field| field.strip_prefix("show="));
    Filter::read(word).address(Some(id))
}
