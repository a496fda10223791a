//! The button that opens and folds the window, and can be dragged out of the way (spec 6.2).

use super::set_property;
use crate::dom;
use crate::json::{joined, push_number};
use crate::memory::Place;
use crate::model::{Model, Msg};
use crate::texts::Texts;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, PointerEvent};

/// Where the button is by itself: design, *Widget*.
const CORNER: Place = (20, 20);
/// As near to an edge as it goes.
const LEAST: i64 = 8;
/// Its size and the least distance.
const ROOM: i64 = 64;
/// A pointer that moves less than this far presses.
const SLACK: i64 = 6;

/// The button.
#[derive(Debug)]
pub(super) struct Launcher {
    button: HtmlElement,
    badge: HtmlElement,
    is_right_to_left: bool,
    place: Cell<Place>,
    grip: Cell<Option<Grip>>,
    was_dragged: Cell<bool>,
}

/// Where the pointer took hold.
#[derive(Clone, Copy, Debug)]
struct Grip {
    pointer: (i32, i32),
    place: Place,
    is_moving: bool,
}

impl Launcher {
    /// The button that the loader has drawn in the area.
    pub(super) fn of(area: &HtmlElement) -> Option<Self> {
        let button: HtmlElement = area.first_element_child()?.unchecked_into();
        let badge = dom::add(&button, "span", "badge");
        Some(Self {
            button,
            badge,
            is_right_to_left: area.dir() == "rtl",
            place: Cell::new(CORNER),
            grip: Cell::new(None),
            was_dragged: Cell::new(false),
        })
    }

    pub(super) fn render(&self, root: &HtmlElement, model: &Model, texts: &Texts) {
        dom::show(&self.button, model.has_launcher());
        let expanded = if model.is_open() { "true" } else { "false" };
        dom::set(&self.button, "aria-expanded", expanded);
        let unread = model.unread();
        let mut count = String::new();
        push_number(&mut count, i64::try_from(unread).unwrap_or_default());
        dom::set_text(&self.badge, &count);
        dom::show(&self.badge, unread > 0);
        let label = if unread > 0 {
            &joined(&[texts.chat, ", ", &count, " ", texts.unread])
        } else {
            texts.chat
        };
        dom::set(&self.button, "aria-label", label);
        let place = model.memory.place.unwrap_or(CORNER);
        if self.grip.get().is_none() && place != self.place.get() {
            self.move_to(root, place);
        }
    }

    pub(super) fn focus(&self) {
        let _ = self.button.focus();
    }

    /// Whether the press that is just over was a drag.
    pub(super) fn was_dragged(&self) -> bool {
        self.was_dragged.take()
    }

    /// Follows the pointer; the place when it lets go.
    pub(super) fn drag(
        &self,
        root: &HtmlElement,
        event: &PointerEvent,
        target: &Element,
    ) -> Option<Msg> {
        let pointer = (event.client_x(), event.client_y());
        if event.type_() == "pointerdown" {
            if self.button.contains(Some(target)) && event.button() == 0 {
                self.was_dragged.set(false);
                // Otherwise a quick pointer would run away from the button.
                let _ = self.button.set_pointer_capture(event.pointer_id());
                self.grip.set(Some(Grip {
                    pointer,
                    place: self.place.get(),
                    is_moving: false,
                }));
            }
            return None;
        }
        let mut grip = self.grip.get()?;
        if event.type_() != "pointermove" {
            self.grip.set(None);
            return grip.is_moving.then(|| Msg::Dragged(self.place.get()));
        }
        let right = i64::from(pointer.0 - grip.pointer.0);
        let down = i64::from(pointer.1 - grip.pointer.1);
        if !grip.is_moving {
            if right.abs() + down.abs() < SLACK {
                return None;
            }
            grip.is_moving = true;
            self.grip.set(Some(grip));
            self.was_dragged.set(true);
        }
        let inwards = if self.is_right_to_left { right } else { -right };
        let page = dom::page();
        let place = (
            within(grip.place.0 + inwards, page.inner_width()),
            within(grip.place.1 - down, page.inner_height()),
        );
        self.move_to(root, place);
        None
    }

    fn move_to(&self, root: &HtmlElement, place: Place) {
        self.place.set(place);
        for (name, distance) in [("--x", place.0), ("--y", place.1)] {
            let mut value = String::new();
            push_number(&mut value, distance);
            value.push_str("px");
            set_property(root, name, &value);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a page is not that wide")]
fn within(distance: i64, size: Result<JsValue, JsValue>) -> i64 {
    let size = size.ok().and_then(|size| size.as_f64());
    let most = size.map_or(i64::MAX, |size| size as i64 - ROOM);
    distance.min(most).max(LEAST)
}
