//! The input, its buttons and the choice of emoji.

use crate::dom;
use crate::model::Model;
use crate::texts::Texts;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

const SMILE: &str = "M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M8.500 14.500c2 2.300 5 2.300 7 0M9 9.500v.01M15 9.500v.01";
const PLANE: &str = "M4 12 20 4l-5 16-3-7z";
const EMOJI: [&str; 32] = [
    "😀", "😂", "😊", "😍", "😉", "😎", "🤔", "😅", "😢", "😮", "😡", "🥳", "👍", "👎", "👋", "🙏",
    "👏", "💪", "❤️", "🎉", "🔥", "⭐", "✅", "❌", "❓", "☕", "📦", "🚚", "💳", "📷", "📅", "🏠",
];
/// The input grows up to this many CSS pixels.
const TALLEST: i32 = 120;

/// The input.
#[derive(Debug)]
pub(super) struct Composer {
    form: HtmlElement,
    editing: HtmlElement,
    input: HtmlTextAreaElement,
    opener: HtmlElement,
    emoji: HtmlElement,
}

impl Composer {
    pub(super) fn new(window: &HtmlElement, model: &Model, texts: &Texts) -> Self {
        let form = dom::add(window, "div", "composer");
        let editing = dom::add(&form, "div", "editing");
        dom::add_text(&dom::add(&editing, "span", ""), texts.editing);
        dom::add_button(&editing, "link", "cancel", texts.cancel);
        let emoji = dom::add(&form, "div", "emoji");
        dom::set(&emoji, "role", "group");
        dom::set(&emoji, "aria-label", texts.emoji);
        dom::show(&emoji, false);
        let input: HtmlTextAreaElement = dom::add(&form, "textarea", "").unchecked_into();
        input.set_rows(1);
        input.set_placeholder(&model.setup.placeholder);
        dom::set(&input, "aria-label", texts.input);
        dom::set(&input, "dir", "auto");
        dom::set(&input, "enterkeyhint", "send");
        let opener = dom::add_icon_button(&form, "icon", "emoji", texts.emoji, SMILE);
        dom::set(&opener, "aria-expanded", "false");
        dom::add_icon_button(&form, "icon send", "send", texts.send, PLANE);
        let composer = Self {
            form,
            editing,
            input,
            opener,
            emoji,
        };
        composer.fill(&model.draft);
        composer
    }

    pub(super) fn render(&self, model: &Model, is_shown: bool) {
        dom::show(&self.form, is_shown);
        dom::show(&self.editing, model.editing.is_some());
    }

    pub(super) fn is_shown(&self) -> bool {
        !self.form.hidden()
    }

    pub(super) fn words(&self) -> String {
        self.grow();
        self.input.value()
    }

    pub(super) fn fill(&self, words: &str) {
        if self.input.value() != words {
            self.input.set_value(words);
        }
        self.hide_emoji();
        self.grow();
    }

    pub(super) fn focus(&self) {
        let _ = self.input.focus();
    }

    /// Puts an emoji where the caret is.
    pub(super) fn insert(&self, emoji: &str) {
        let start = self.input.selection_start().ok().flatten();
        let end = self.input.selection_end().ok().flatten();
        let (start, end) = start.zip(end).unwrap_or_default();
        if self
            .input
            .set_range_text_with_start_and_end(emoji, start, end)
            .is_ok()
        {
            let caret = start + u32::try_from(emoji.encode_utf16().count()).unwrap_or_default();
            let _ = self.input.set_selection_range(caret, caret);
        }
        self.hide_emoji();
        self.focus();
    }

    pub(super) fn toggle_emoji(&self) {
        if self.hide_emoji() {
            return;
        }
        if self.emoji.child_element_count() == 0 {
            for emoji in EMOJI {
                dom::add_button(&self.emoji, "", "put", emoji);
            }
        }
        dom::show(&self.emoji, true);
        dom::set(&self.opener, "aria-expanded", "true");
        if let Some(first) = self.emoji.first_element_child() {
            let _ = first.unchecked_into::<HtmlElement>().focus();
        }
    }

    /// Hides the emoji; `false` if they were hidden.
    pub(super) fn hide_emoji(&self) -> bool {
        if self.emoji.hidden() {
            return false;
        }
        dom::show(&self.emoji, false);
        dom::set(&self.opener, "aria-expanded", "false");
        self.focus();
        true
    }

    /// As tall as its words.
    fn grow(&self) {
        let style = self.input.style();
        let _ = style.set_property("height", "auto");
        let mut height = String::new();
        let tall = self.input.scroll_height().min(TALLEST);
        crate::json::push_number(&mut height, tall.into());
        height.push_str("px");
        let _ = style.set_property("height", if tall > 0 { &height } else { "auto" });
    }
}
