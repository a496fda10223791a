//! The list of messages: each line is made once and then only corrected, so that screen readers read it once.

use super::rows::{Row, Side, Status, rows};
use crate::dom;
use crate::id;
use crate::json::{joined, push_number};
use crate::link::{Stretch, stretches};
use crate::model::{Model, Msg};
use crate::texts::Texts;
use std::cell::Cell;
use uuid::Uuid;
use web_sys::{Element, HtmlElement, Node};

const PENCIL: &str = "m4 20 1-4L16 5l3 3L8 19z";
const BIN: &str = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13";
/// Nearer to the end than this, the list follows new messages.
const NEAR: i32 = 80;

/// The list.
#[derive(Debug)]
pub(super) struct Log {
    list: HtmlElement,
    language: String,
    lines: Vec<Line>,
    is_at_end: Cell<bool>,
}

#[derive(Debug)]
struct Line {
    row: Row,
    element: HtmlElement,
    bubble: HtmlElement,
    foot: HtmlElement,
}

impl Log {
    pub(super) fn new(window: &HtmlElement, language: &str, texts: &Texts) -> Self {
        let list = dom::add(window, "div", "log");
        dom::set(&list, "role", "log");
        dom::set(&list, "aria-label", texts.messages);
        dom::set(&list, "aria-relevant", "additions");
        dom::set(&list, "tabindex", "0");
        Self {
            list,
            language: language.to_owned(),
            lines: Vec::new(),
            is_at_end: Cell::new(true),
        }
    }

    /// Shows the messages; `is_new` if they come into sight just now.
    pub(super) fn render(&mut self, model: &Model, texts: &Texts, is_new: bool) {
        let rows = rows(model, texts);
        let is_same = rows.len() == self.lines.len()
            && rows
                .iter()
                .zip(&self.lines)
                .all(|(row, line)| *row == line.row);
        if is_same && !is_new {
            return;
        }
        let key = |row: Option<&Row>| row.map(|row| row.key);
        let first = key(self.lines.first().map(|line| &line.row));
        let last = key(self.lines.last().map(|line| &line.row));
        let is_older = first.is_some()
            && first != key(rows.first())
            && rows.iter().any(|row| Some(row.key) == first);
        let is_own =
            last != key(rows.last()) && rows.last().is_some_and(|row| row.side == Side::Own);
        let height = self.list.scroll_height();
        let top = self.list.scroll_top();
        // What was there before is not news.
        let live = if is_new || is_older { "off" } else { "polite" };
        dom::set(&self.list, "aria-live", live);
        self.set_lines(rows, texts);
        if is_new || is_own {
            self.is_at_end.set(true);
        } else if is_older {
            let grown = self.list.scroll_height() - height;
            self.list.set_scroll_top(top + grown);
        }
    }

    /// Shows the newest message, unless the visitor reads older ones.
    pub(super) fn stay_at_end(&self) {
        if self.is_at_end.get() {
            self.list.set_scroll_top(self.list.scroll_height());
        }
    }

    /// Takes note of where the visitor reads, and whether the oldest message is in sight.
    pub(super) fn scrolled(&self, target: &Element) -> Option<Msg> {
        if !self.list.is_same_node(Some(target)) {
            return None;
        }
        let top = self.list.scroll_top();
        let below = self.list.scroll_height() - top - self.list.client_height();
        self.is_at_end.set(below < NEAR);
        (top < NEAR).then_some(Msg::ReachedTop)
    }

    fn set_lines(&mut self, rows: Vec<Row>, texts: &Texts) {
        let mut old = std::mem::take(&mut self.lines);
        let mut place: Option<Node> = self.list.first_child();
        for row in rows {
            let line = match old.iter().position(|line| line.row.key == row.key) {
                Some(found) => {
                    let mut line = old.remove(found);
                    line.update(row, texts);
                    line
                }
                None => Line::new(row, &self.language, texts),
            };
            if place
                .as_ref()
                .is_some_and(|place| place.is_same_node(Some(&line.element)))
            {
                place = line.element.next_sibling();
            } else {
                // Fails only if the place is elsewhere by now.
                let _ = self.list.insert_before(&line.element, place.as_ref());
            }
            self.lines.push(line);
        }
        for line in old {
            line.element.remove();
        }
    }
}

impl Line {
    fn new(row: Row, language: &str, texts: &Texts) -> Self {
        let element = dom::make("div", "");
        let name = dom::add(&element, "span", "name");
        match row.side {
            Side::Own => dom::add_text(&name, texts.you),
            Side::Theirs => dom::add_text(&name, &row.name),
            Side::Line => {}
        }
        let bubble = dom::add(&element, "div", "bubble");
        dom::set(&bubble, "dir", "auto");
        if let Some(at) = row.at {
            dom::set(&bubble, "title", &dom::day_and_time(at.0, language));
        }
        let foot = dom::add(&element, "div", "foot");
        let line = Self {
            row,
            element,
            bubble,
            foot,
        };
        line.fill(texts);
        line.set_foot(texts);
        line.set_class();
        line
    }

    fn update(&mut self, row: Row, texts: &Texts) {
        if row == self.row {
            return;
        }
        let old = std::mem::replace(&mut self.row, row);
        let row = &self.row;
        if (&old.text, old.is_deleted, old.is_edited) != (&row.text, row.is_deleted, row.is_edited)
        {
            self.bubble.set_text_content(None);
            self.fill(texts);
        }
        if (old.status, old.editable) != (row.status, row.editable) {
            self.foot.set_text_content(None);
            self.set_foot(texts);
        }
        self.set_class();
    }

    fn set_class(&self) {
        let side = match self.row.side {
            Side::Own => "line own",
            Side::Theirs => "line theirs",
            Side::Line => "line told",
        };
        let first = if self.row.is_first { " first" } else { "" };
        let gone = if self.row.is_deleted { " gone" } else { "" };
        self.element.set_class_name(&joined(&[side, first, gone]));
    }

    /// Text stays text; only links become elements (spec 16.4).
    fn fill(&self, texts: &Texts) {
        stretches(&self.row.text, |stretch| {
            let (text, scheme) = match stretch {
                Stretch::Text(text) => return dom::add_text(&self.bubble, text),
                Stretch::Web(text) => (text, ""),
                Stretch::Mail(text) => (text, "mailto:"),
            };
            let link = dom::add(&self.bubble, "a", "");
            dom::set(&link, "href", &joined(&[scheme, text]));
            dom::set(&link, "target", "_blank");
            dom::set(&link, "rel", "noopener noreferrer nofollow");
            dom::add_text(&link, text);
        });
        if self.row.is_edited {
            dom::add_text(&dom::add(&self.bubble, "small", ""), texts.edited);
        }
    }

    fn set_foot(&self, texts: &Texts) {
        if let Some(number) = self.row.editable {
            let mut value = String::new();
            push_number(&mut value, number.0.into());
            let deeds = dom::add(&self.foot, "span", "deeds");
            for (deed, label, icon) in [("edit", texts.edit, PENCIL), ("delete", texts.delete, BIN)]
            {
                let button = dom::add_icon_button(&deeds, "deed", deed, label, icon);
                dom::set(&button, "data-of", &value);
            }
        }
        let Some(status) = self.row.status else {
            return;
        };
        let text = match status {
            Status::Sending => texts.sending,
            Status::Sent => texts.sent,
            Status::Seen => texts.seen,
            Status::NotSent(_) => texts.not_sent,
        };
        dom::add_text(&dom::add(&self.foot, "span", "status"), text);
        if let Status::NotSent(refusal) = status {
            dom::add_text(&dom::add(&self.foot, "span", "why"), texts.why(refusal));
            let button = dom::add_button(&self.foot, "link", "take", texts.take_back);
            dom::set(
                &button,
                "data-of",
                &id::write(Uuid::from_u128(self.row.key)),
            );
        }
    }
}
