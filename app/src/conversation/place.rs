//! Where on the page a conversation is shown: as a page of its own, or in a chat window beside others (spec 8.4).

use crate::search;
use domain::message::MessageNumber;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Node};

/// Where a conversation is shown.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// It is what the page is for: the address can seek words in it, and what is dropped anywhere is for it.
    Page,
    /// In this chat window, beside a page that is for something else.
    Window(NodeRef<html::Div>),
}

impl Place {
    /// That of the conversation that is being shown.
    pub(super) fn here() -> Self {
        expect_context()
    }

    /// Whether `Tab` in an empty reply leads on to the next unread conversation; in a window it would lead away from the page.
    pub(super) fn leads_on(self) -> bool {
        matches!(self, Self::Page)
    }

    /// Whether what is dragged is over the place.
    pub(super) fn is_under(self, event: &DragEvent) -> bool {
        let Self::Window(window) = self else {
            return true;
        };
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        window
            .try_get_untracked()
            .flatten()
            .is_some_and(|window| window.contains(target.as_ref()))
    }

    /// The words that are sought here.
    pub(super) fn sought(self) -> Memo<String> {
        match self {
            Self::Page => search::sought(),
            Self::Window(_) => Memo::new(|_| String::new()),
        }
    }

    /// The message at which the conversation is opened, if it is not the first unread one.
    pub(super) fn at(self) -> Memo<Option<MessageNumber>> {
        match self {
            Self::Page => search::at(),
            Self::Window(_) => Memo::new(|_| None),
        }
    }
}
