//! What is offered at the caret while one writes: one list for every sign that opens one (spec 10.1, 10.6, 10.8).

mod list;
mod offers;

pub(super) use list::OfferList;

use super::draft::Draft;
use crate::live::{Console, Copied};
use crate::text::use_texts;
use domain::canned::CannedResponse;
use domain::completion::{Kind, wanted};
use domain::id::ConversationId;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use offers::{Offer, Use, offers};

/// What the list is called within the page.
const LIST: &str = "completion";

/// The list and its place in the text.
#[derive(Clone, Copy)]
pub(super) struct Completion {
    usable: Copied<CannedResponse>,
    draft: Draft,
    submit: Callback<()>,
    place: RwSignal<Option<Place>>,
    offers: Memo<Vec<Offer>>,
    active: RwSignal<Option<usize>>,
    /// Where Escape closed it: it stays closed there.
    dismissed: StoredValue<Option<u32>>,
}

/// What the offers are for, and what the chosen one replaces: from the sign to the caret, in UTF-16 as browsers count.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    kind: Kind,
    words: String,
    from: u32,
    to: u32,
}

impl Completion {
    /// For what is being written in a conversation; `submit` sends it.
    pub(super) fn new(id: ConversationId, draft: Draft, submit: Callback<()>) -> Self {
        let (console, texts, usable) = (Console::of_page(), use_texts(), Copied::of_page());
        let place = RwSignal::new(None::<Place>);
        let offers = Memo::new(move |_| {
            place.with(|place| match place {
                None => Vec::new(),
                Some(Place { kind, words, .. }) => {
                    offers(*kind, words, usable, (&console, id), texts)
                }
            })
        });
        Self {
            usable,
            draft,
            submit,
            place,
            offers,
            active: RwSignal::new(None),
            dismissed: StoredValue::new(None),
        }
    }

    /// The text or the caret is another one.
    pub(super) fn look(self) {
        let place = self.place_at_caret();
        let from = place.as_ref().map(|place| place.from);
        if self.dismissed.get_value() != from {
            self.dismissed.set_value(None);
        }
        let place = place.filter(|_| self.dismissed.get_value().is_none());
        if place != self.place.get_untracked() {
            // A sign alone chooses nothing: it may be punctuation, and Enter sends.
            let is_begun = place.as_ref().is_some_and(|place| !place.words.is_empty());
            self.active.set(is_begun.then_some(0));
            self.place.set(place);
        }
    }

    /// Nothing is offered any more. A field that goes away tells that it is left when all this is gone already.
    pub(super) fn close(self) {
        if self.place.try_with_untracked(Option::is_some) == Some(true) {
            self.place.set(None);
        }
    }

    /// Offers the canned responses where the caret stands; `false` if there are none.
    #[must_use]
    pub(super) fn offer_canned(self) -> bool {
        if self.usable.with_untracked(<[CannedResponse]>::is_empty) {
            self.draft.focus();
            return false;
        }
        let is_at_word = self
            .before_caret()
            .is_none_or(|(before, _)| before.chars().next_back().is_none_or(char::is_whitespace));
        self.draft.insert(if is_at_word { ":" } else { " :" });
        self.dismissed.set_value(None);
        self.look();
        true
    }

    /// Takes a key that is meant for the list; whether it was.
    pub(super) fn pressed(self, event: &KeyboardEvent) -> bool {
        let count = self.offers.with_untracked(Vec::len);
        if count == 0 || event.is_composing() {
            return false;
        }
        let active = self.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => {
                let next = active.map_or(0, |active| (active + 1) % count);
                self.active.set(Some(next));
            }
            "ArrowUp" => {
                let before = active.filter(|active| *active > 0).unwrap_or(count);
                self.active.set(Some(before - 1));
            }
            "Enter" if !event.shift_key() => match active {
                Some(active) if !self.is_whole_command(active) => self.choose(active),
                _ => {
                    self.close();
                    return false;
                }
            },
            "Tab" if !event.shift_key() => self.choose(active.unwrap_or(0)),
            "Escape" => {
                let from = self
                    .place
                    .with_untracked(|place| Some(place.as_ref()?.from));
                self.dismissed.set_value(from);
                self.close();
            }
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        true
    }

    /// Puts an offer in the place of what was typed.
    fn choose(self, chosen: usize) {
        let offer = self
            .offers
            .with_untracked(|offers| offers.get(chosen).cloned());
        let (Some(offer), Some(place)) = (offer, self.place.get_untracked()) else {
            return;
        };
        self.close();
        match offer.becomes {
            Use::Text(text) => self.replace(&place, &text),
            Use::Command(command) if command.takes_words() => {
                self.replace(&place, &format!("/{} ", command.word()));
            }
            Use::Command(command) => {
                self.draft.set(&format!("/{}", command.word()));
                self.submit.run(());
            }
        }
    }

    fn replace(self, place: &Place, text: &str) {
        if let Some(field) = self.draft.field.get_untracked() {
            // A field without a caret takes the text at its end.
            let _ = field.set_selection_range(place.from, place.to);
        }
        self.draft.insert(text);
    }

    /// A command that was typed to its end is carried out as it stands.
    fn is_whole_command(self, active: usize) -> bool {
        let words = self.place.with_untracked(|place| {
            let place = place.as_ref().filter(|place| place.kind == Kind::Command);
            place.map(|place| place.words.to_lowercase())
        });
        self.offers.with_untracked(|offers| {
            let offer = offers.get(active).map(|offer| &offer.becomes);
            matches!((offer, words), (Some(Use::Command(command)), Some(words)) if command.word() == words)
        })
    }

    fn place_at_caret(self) -> Option<Place> {
        let (before, to) = self.before_caret()?;
        let found = wanted(&before)?;
        let sign = before.get(found.start..)?;
        Some(Place {
            kind: found.kind,
            words: found.words.to_owned(),
            from: to.checked_sub(u32::try_from(sign.encode_utf16().count()).ok()?)?,
            to,
        })
    }

    /// The text before the caret, and where that stands; `None` while something is selected.
    fn before_caret(self) -> Option<(String, u32)> {
        let field = self.draft.field.get_untracked()?;
        let caret = field.selection_start().ok()??;
        if field.selection_end().ok()? != Some(caret) {
            return None;
        }
        let units: Vec<u16> = field.value().encode_utf16().collect();
        let before = units.get(..usize::try_from(caret).ok()?)?;
        Some((String::from_utf16_lossy(before), caret))
    }
}
