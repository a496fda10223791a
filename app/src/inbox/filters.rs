//! What the inbox shows.

use super::list::Filter;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::Chip;
use leptos::prelude::*;

/// The chips over the list.
#[component]
pub(super) fn Filters(
    /// What is shown.
    filter: RwSignal<Filter>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let unread = Memo::new(move |_| console.inbox.with(domain::inbox::Inbox::unread));
    let count = move || {
        Some(unread.get())
            .filter(|unread| *unread > 0)
            .map(|unread| format!(" {unread}"))
    };
    let is = move |of: Filter| Signal::derive(move || filter.get() == of);
    view! {
        <div class="chips" role="group" aria-label=texts.show>
            <Chip pressed=is(Filter::All) on:click=move |_| filter.set(Filter::All)>
                {texts.filter_all}
            </Chip>
            <Chip pressed=is(Filter::Mine) on:click=move |_| filter.set(Filter::Mine)>
                {texts.filter_mine}
            </Chip>
            <Chip pressed=is(Filter::Unread) on:click=move |_| filter.set(Filter::Unread)>
                {texts.filter_unread}
                {count}
            </Chip>
            <Chip pressed=is(Filter::Ended) on:click=move |_| filter.set(Filter::Ended)>
                {texts.filter_ended}
            </Chip>
        </div>
    }
}
