//! What a page of a report knows: what its address asks for, and what the server answered.

use super::api;
use crate::api::Failure;
use crate::browser::locale;
use crate::first::First;
use crate::live::Console;
use crate::moment::Clock;
use domain::report::{Folds, Key, Kind, Query, Question, Report, Unknown};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The state of the page.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) kind: Kind,
    /// What the address says, or which of its fields says nothing that there is.
    pub(super) address: Memo<Result<Query, Unknown>>,
    pub(super) answer: RwSignal<Option<Result<Report, Failure>>>,
    pub(super) is_loading: RwSignal<bool>,
    /// The same without what is switched off and folded, which changes nothing but how a graph or a pivot looks.
    pub(super) whole: Memo<Query>,
    /// The series that are switched off.
    pub(super) hidden: Memo<BTreeSet<Key>>,
    /// The rows of a pivot that are folded away.
    pub(super) folded: Memo<Folds>,
    /// Goes to an address without a step back from it.
    go: StoredValue<Go>,
}

/// May go to another thread, as everything that a page of the server holds.
type Go = Arc<dyn Fn(&str) + Send + Sync>;

impl Page {
    /// Starts with what came with the page, and asks whenever the address asks for something else.
    pub(super) fn new(kind: Kind) -> Self {
        let query = use_query_map();
        let address = Memo::new(move |_| {
            let query = query.read();
            // A choice of several stands as several fields of one name.
            kind.read(|name| Some(query.get_all(name)?.join(",")))
        });
        let first = First::take(|first| match first {
            First::Report(answer) => Some(*answer),
            _ => None,
        });
        let query = move || address.get().unwrap_or_else(|_| kind.usual());
        let navigate = use_navigate();
        let go: Go = Arc::new(move |address| {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(address, options);
        });
        let page = Self {
            kind,
            address,
            answer: RwSignal::new(first),
            is_loading: RwSignal::new(false),
            whole: Memo::new(move |_| Query {
                hidden: BTreeSet::new(),
                folded: Folds::default(),
                ..query()
            }),
            hidden: Memo::new(move |_| query().hidden),
            folded: Memo::new(move |_| query().folded),
            go: StoredValue::new(go),
        };
        page.ask();
        page
    }

    /// What is asked for.
    pub(super) fn query(self) -> Query {
        let told = self.address.get();
        told.unwrap_or_else(|_| self.kind.usual())
    }

    /// The same, without hearing of later changes.
    pub(super) fn query_untracked(self) -> Query {
        let told = self.address.get_untracked();
        told.unwrap_or_else(|_| self.kind.usual())
    }

    /// Switches a series off, or on again.
    pub(super) fn switch(self, series: &Key) {
        let mut query = self.query_untracked();
        if !query.hidden.remove(series) {
            query.hidden.insert(series.clone());
        }
        self.show(&query);
    }

    /// Folds these rows, and no others.
    pub(super) fn fold(self, folded: Folds) {
        let query = self.query_untracked();
        self.show(&Query { folded, ..query });
    }

    /// The address says it from now on.
    pub(super) fn show(self, query: &Query) {
        if let Some(go) = self.go.try_get_value() {
            go(&self.kind.address(query));
        }
    }

    fn ask(self) {
        let (console, clock) = (Console::of_page(), Clock::of_page());
        let question = Memo::new(move |_| self.address.get().ok().map(|query| query.question));
        Effect::new(move || {
            let Some(question) = question.get().filter(|_| clock.is_local.get()) else {
                return;
            };
            let zone = locale::zone_name();
            locale::keep_zone(&zone);
            let chosen = console
                .me
                .with_untracked(|me| me.preferences.time_zone.clone());
            let is_here = self.answer.with_untracked(|answer| match answer {
                Some(Ok(report)) => {
                    let by_zone = &report.calendar.zone;
                    let is_right = !chosen.is_empty() || zone.is_empty() || *by_zone == zone;
                    report.question == question && is_right
                }
                _ => false,
            });
            if !is_here {
                self.load(question);
            }
        });
    }

    /// Asks once more.
    pub(super) fn again(self) {
        self.load(self.query_untracked().question);
    }

    fn load(self, question: Question) {
        self.is_loading.set(true);
        leptos::task::spawn_local(async move {
            let answer = api::ask(question.clone(), locale::zone_name(), locale::tag()).await;
            // The page may have been left meanwhile, or something else been asked for.
            let is_wanted = self
                .address
                .try_get_untracked()
                .is_some_and(|address| address.is_ok_and(|query| query.question == question));
            if is_wanted {
                self.is_loading.try_set(false);
                self.answer.try_set(Some(answer));
            }
        });
    }
}
