//! What the visitor sees, and what he does with it.

pub(crate) mod alert;
mod composer;
mod launcher;
mod log;
mod rows;
mod window;

use crate::dom;
use crate::effect::{dispatch, with_view};
use crate::id;
use crate::model::{Model, Msg, Spot};
use crate::texts::Texts;
use domain::id::ClientId;
use domain::message::MessageNumber;
use launcher::Launcher;
use std::cell::OnceCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent, ShadowRoot};
use window::Window;

/// The widget in its shadow root.
#[derive(Debug)]
pub(crate) struct View {
    shadow: ShadowRoot,
    root: HtmlElement,
    texts: &'static Texts,
    launcher: Launcher,
    /// Made when it is opened first.
    window: OnceCell<Window>,
    title: alert::Title,
}

impl View {
    /// Takes over what the loader has drawn: the area with its button.
    pub(crate) fn new(root: HtmlElement, model: &Model) -> Option<Self> {
        let texts = Texts::of(&model.setup.texts);
        let handler = Closure::<dyn FnMut(Event)>::new(|event: Event| handle(&event));
        let handler = handler.into_js_value();
        for kind in [
            "click",
            "input",
            "keydown",
            "keyup",
            "keypress",
            "scroll",
            "pointerdown",
            "pointermove",
            "pointerup",
            "pointercancel",
        ] {
            dom::listen(&root, kind, &handler);
        }
        Some(Self {
            launcher: Launcher::of(&root)?,
            shadow: root.get_root_node().unchecked_into(),
            root,
            texts,
            window: OnceCell::new(),
            title: alert::Title::default(),
        })
    }

    /// Shows the state.
    pub(crate) fn render(&mut self, model: &Model) {
        let is_open = model.is_open();
        // Fails only for tokens with spaces.
        let _ = self.root.class_list().toggle_with_force("open", is_open);
        self.launcher.render(&self.root, model, self.texts);
        self.title.count(model.unread());
        if is_open && self.window.get().is_none() {
            let window = Window::new(&self.root, model, self.texts);
            let _ = self.window.set(window);
        }
        if let Some(window) = self.window.get_mut() {
            window.render(model, self.texts);
        }
    }

    /// Puts words into the input.
    pub(crate) fn fill(&self, words: &str) {
        if let Some(window) = self.window.get() {
            window.composer.fill(words);
        }
    }

    /// Moves the keyboard's focus.
    pub(crate) fn focus(&self, spot: Spot) {
        match (spot, self.window.get()) {
            // Who folds the window from outside keeps the focus where it is.
            (Spot::Launcher, _) if self.shadow.active_element().is_none() => {}
            (Spot::Launcher, _) => self.launcher.focus(),
            (_, Some(window)) => window.focus(spot),
            _ => {}
        }
    }

    /// What an event means.
    fn read(&self, event: &Event) -> Option<Msg> {
        let target: Element = event.target()?.unchecked_into();
        let kind = event.type_();
        if kind.starts_with("key") {
            // The page's own shortcuts must not hear what is typed here.
            event.stop_propagation();
            return (kind == "keydown")
                .then(|| self.read_key(event.unchecked_ref(), &target))
                .flatten();
        }
        if kind.starts_with("pointer") {
            return self
                .launcher
                .drag(&self.root, event.unchecked_ref::<PointerEvent>(), &target);
        }
        match kind.as_str() {
            "click" => self.read_click(&target.closest("[data-do]").ok()??),
            "input" => Some(Msg::Typed(self.window.get()?.composer.words())),
            "scroll" => self.window.get()?.log.scrolled(&target),
            _ => None,
        }
    }

    fn read_key(&self, event: &KeyboardEvent, target: &Element) -> Option<Msg> {
        match event.key().as_str() {
            "Escape" => {
                if let Some(window) = self.window.get()
                    && window.composer.hide_emoji()
                {
                    return None;
                }
                Some(Msg::Folded)
            }
            // Enter while composing chooses a character.
            "Enter" if target.tag_name() == "TEXTAREA" => {
                if event.shift_key() || event.is_composing() {
                    return None;
                }
                event.prevent_default();
                Some(Msg::Submitted)
            }
            _ => None,
        }
    }

    fn read_click(&self, target: &Element) -> Option<Msg> {
        let value = || target.get_attribute("data-of").unwrap_or_default();
        let number = || value().parse().ok().map(MessageNumber);
        Some(match target.get_attribute("data-do")?.as_str() {
            "toggle" if self.launcher.was_dragged() => return None,
            "toggle" => Msg::Toggled,
            "fold" => Msg::Folded,
            "close" => Msg::CloseAsked,
            "yes" => Msg::CloseConfirmed,
            "no" => Msg::CloseDeclined,
            "renew" => Msg::Renewed,
            "send" => Msg::Submitted,
            "edit" => Msg::EditBegun(number()?),
            "cancel" => Msg::EditDropped,
            "delete" => Msg::Deleted(number()?),
            "take" => Msg::TakenBack(ClientId(id::read(&value())?)),
            "emoji" => {
                let window = self.window.get()?;
                window.composer.toggle_emoji();
                window.log.stay_at_end();
                return None;
            }
            "put" => {
                let composer = &self.window.get()?.composer;
                composer.insert(&target.text_content()?);
                Msg::Typed(composer.words())
            }
            _ => return None,
        })
    }
}

fn handle(event: &Event) {
    let msg = with_view(|view| view.read(event));
    if let Some(msg) = msg {
        dispatch(msg);
    }
}

fn set_property(element: &HtmlElement, name: &str, value: &str) {
    // A value that is no colour leaves the default.
    let _ = element.style().set_property(name, value);
}
