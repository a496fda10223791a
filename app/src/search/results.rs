//! What was found, kept up while conversations change.

use super::address::{Asked, wanted};
use super::api;
use crate::api::Failure;
use crate::live::Console;
use crate::moment::Clock;
use domain::event::Position;
use domain::id::ConversationId;
use domain::search::{Found, FoundPage, Query, Wanted};
use leptos::prelude::*;
use std::time::Duration;

/// How long news are gathered before the server is asked again.
const GATHERED_MS: u64 = 300;

/// What is shown of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Not here yet.
    Loading,
    /// It could not be asked for.
    Failed,
    /// Nothing was found.
    Nothing,
    /// Conversations.
    Some,
}

/// What was found, page below page.
#[derive(Clone, Copy)]
pub(super) struct Results {
    asked: Asked,
    clock: Clock,
    loaded: RwSignal<Option<Result<FoundPage, Failure>>>,
    /// Whether the server is being asked.
    pub(super) is_loading: RwSignal<bool>,
    /// Counts what was asked, so that an answer that comes late is known.
    turn: StoredValue<u32>,
    is_due: StoredValue<bool>,
}

impl Results {
    /// Asks for the first page, and again whenever something else is wanted or something happens that may change it.
    pub(super) fn new(asked: Asked) -> Self {
        let console = Console::of_page();
        let results = Self {
            asked,
            clock: Clock::of_page(),
            loaded: RwSignal::new(None),
            is_loading: RwSignal::new(false),
            turn: StoredValue::new(0),
            is_due: StoredValue::new(false),
        };
        let news = Memo::new(move |_| {
            console
                .inbox
                .with(|inbox| inbox.rows.iter().map(|row| row.position).max())
        });
        Effect::new(move |before: Option<(Option<Wanted>, Option<Position>)>| {
            let (wanted, news) = (results.wanted(), news.get());
            let is_same = before.is_some_and(|(before, _)| before == wanted);
            if is_same {
                results.soon();
            } else {
                results.load(0);
            }
            (wanted, news)
        });
        results
    }

    /// What is asked for, once it is known which days are meant.
    fn wanted(self) -> Option<Wanted> {
        let is_local = self.clock.is_local.get();
        let wanted = self.asked.get().ok()?;
        let wanted = self::wanted(&wanted, self.clock);
        (is_local && Query::parse(&wanted.words).is_ok()).then_some(wanted)
    }

    /// The conversations in their order.
    pub(super) fn ids(self) -> Vec<ConversationId> {
        self.with(|rows| rows.iter().map(|found| found.row.conversation.id).collect())
    }

    /// One of them.
    pub(super) fn found(self, id: ConversationId) -> Option<Found> {
        self.with(|rows| {
            let found = rows.iter().find(|found| found.row.conversation.id == id);
            found.cloned()
        })
    }

    /// What is shown.
    pub(super) fn state(self) -> State {
        self.loaded.with(|loaded| match loaded {
            None => State::Loading,
            Some(Err(_)) => State::Failed,
            Some(Ok(page)) if page.rows.is_empty() => State::Nothing,
            Some(Ok(_)) => State::Some,
        })
    }

    /// Whether there are more than are here.
    pub(super) fn has_more(self) -> bool {
        self.loaded
            .with(|loaded| matches!(loaded, Some(Ok(page)) if page.after.is_some()))
    }

    /// Asks for the first page once more.
    pub(super) fn again(self) {
        self.load(0);
    }

    /// Asks for the next page.
    pub(super) fn more(self) {
        self.load(self.count() + 1);
    }

    fn with<T: Default>(self, read: impl FnOnce(&[Found]) -> T) -> T {
        self.loaded.with(|loaded| match loaded {
            Some(Ok(page)) => read(&page.rows),
            _ => T::default(),
        })
    }

    fn count(self) -> usize {
        self.loaded.with_untracked(|loaded| match loaded {
            Some(Ok(page)) => page.rows.len(),
            _ => 0,
        })
    }

    /// What is here is asked for again in a moment, together with what happens until then.
    fn soon(self) {
        if self.is_due.get_value() {
            return;
        }
        self.is_due.set_value(true);
        let look = move || {
            // The page may have been left meanwhile.
            if self.is_due.try_set_value(false).is_none() {
                self.load(self.count());
            }
        };
        set_timeout(look, Duration::from_millis(GATHERED_MS));
    }

    /// Asks for as many pages as have `least` conversations; what is shown stays until they are here.
    fn load(self, least: usize) {
        let Some(wanted) = untrack(move || self.wanted()) else {
            return;
        };
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        self.is_loading.set(true);
        leptos::task::spawn_local(async move {
            let answer = read(wanted, least).await;
            // Something else may be asked for meanwhile, or the page may have been left.
            if self.turn.try_get_value() == Some(turn) {
                self.is_loading.set(false);
                self.loaded.set(Some(answer));
            }
        });
    }
}

/// Page after page, until there are as many; none twice, though it may have moved down meanwhile.
async fn read(wanted: Wanted, least: usize) -> Result<FoundPage, Failure> {
    let mut all = FoundPage::default();
    loop {
        let page = api::find(wanted.clone(), all.after).await?;
        for found in page.rows {
            let id = found.row.conversation.id;
            if all.rows.iter().all(|known| known.row.conversation.id != id) {
                all.rows.push(found);
            }
        }
        all.after = page.after;
        if all.after.is_none() || all.rows.len() >= least {
            return Ok(all);
        }
    }
}
