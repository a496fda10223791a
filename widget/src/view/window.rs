//! The window: header, messages, the question whether to leave, the end, the input.

use super::composer::Composer;
use super::log::Log;
use crate::dom;
use crate::json::joined;
use crate::model::{Model, Spot};
use crate::setup::Mode;
use crate::texts::Texts;
use domain::message::PublicAuthor;
use web_sys::HtmlElement;

const CROSS: &str = "m6 6 12 12M18 6 6 18";
const FOLD: &str = "m6 9 6 6 6-6";

/// The window.
#[derive(Debug)]
pub(super) struct Window {
    frame: HtmlElement,
    initials: HtmlElement,
    name: HtmlElement,
    channel: HtmlElement,
    close: HtmlElement,
    pub(super) log: Log,
    typing: HtmlElement,
    notice: HtmlElement,
    question: HtmlElement,
    stay: HtmlElement,
    ended: HtmlElement,
    renew: HtmlElement,
    pub(super) composer: Composer,
    was_open: bool,
}

impl Window {
    pub(super) fn new(root: &HtmlElement, model: &Model, texts: &'static Texts) -> Self {
        let window = dom::add(root, "div", "window");
        dom::set(&window, "role", "dialog");
        dom::set(&window, "aria-label", texts.chat);
        let header = dom::add(&window, "div", "header");
        let initials = dom::add(&header, "span", "initials");
        dom::set(&initials, "aria-hidden", "true");
        let titles = dom::add(&header, "div", "titles");
        let name = dom::add(&titles, "b", "");
        let channel = dom::add(&titles, "small", "");
        dom::add_icon_button(&header, "icon fold", "fold", texts.fold, FOLD);
        let close = dom::add_icon_button(&header, "icon close", "close", texts.close, CROSS);
        let log = Log::new(&window, &model.setup.texts, texts);
        let typing = dom::add(&window, "div", "typing");
        dom::set(&typing, "role", "status");
        let notice = dom::add(&window, "div", "notice");
        dom::set(&notice, "role", "alert");
        let (question, stay) = question(&window, texts);
        let ended = dom::add(&window, "div", "ended");
        dom::add_text(&dom::add(&ended, "p", ""), texts.ended);
        let renew = dom::add_button(&ended, "primary", "renew", texts.renew);
        let composer = Composer::new(&window, model, texts);
        Self {
            frame: window,
            initials,
            name,
            channel,
            close,
            log,
            typing,
            notice,
            question,
            stay,
            ended,
            renew,
            composer,
            was_open: false,
        }
    }

    pub(super) fn render(&mut self, model: &Model, texts: &Texts) {
        let is_open = model.is_open();
        dom::show(&self.frame, is_open);
        if !is_open {
            self.was_open = false;
            return;
        }
        let is_ended = model.is_ended();
        let name = operator(model).unwrap_or(&model.setup.name);
        dom::set_text(&self.initials, &initials(name));
        dom::set_text(&self.name, name);
        let below = if is_ended {
            texts.ended
        } else {
            &model.setup.name
        };
        dom::set_text(&self.channel, if below == name { "" } else { below });
        // A page of its own has nothing to fold into.
        let is_closable = model.setup.mode != Mode::Page || (model.is_under_way() && !is_ended);
        dom::show(&self.close, is_closable);
        self.log.render(model, texts, !self.was_open);
        self.was_open = true;
        self.render_typing(model, texts);
        let notice = model.notice.map_or("", |refusal| texts.why(refusal));
        dom::set_text(&self.notice, notice);
        dom::show(&self.question, model.is_asking);
        dom::show(&self.ended, is_ended);
        self.composer.render(model, !is_ended);
        self.log.stay_at_end();
    }

    pub(super) fn focus(&self, spot: Spot) {
        let element = match spot {
            Spot::Input if self.composer.is_shown() => return self.composer.focus(),
            Spot::Input => &self.renew,
            Spot::Close | Spot::Launcher => &self.close,
            Spot::Stay => &self.stay,
        };
        let _ = element.focus();
    }

    fn render_typing(&self, model: &Model, texts: &Texts) {
        let line = match model.typing.first() {
            Some(typist) => &joined(&[&typist.name, " ", texts.typing]),
            None => "",
        };
        dom::set_text(&self.typing, line);
    }
}

fn question(window: &HtmlElement, texts: &Texts) -> (HtmlElement, HtmlElement) {
    let question = dom::add(window, "div", "question");
    dom::set(&question, "role", "alertdialog");
    dom::set(&question, "aria-label", texts.leaving);
    dom::add_text(&dom::add(&question, "p", ""), texts.leaving);
    let choices = dom::add(&question, "div", "choices");
    dom::add_button(&choices, "primary", "yes", texts.yes);
    let stay = dom::add_button(&choices, "plain", "no", texts.no);
    (question, stay)
}

/// Who is shown: in the conversation now, or the last who wrote, or the one who would answer.
fn operator(model: &Model) -> Option<&str> {
    let wrote = || {
        let chat = model.chat.as_ref()?;
        let mut messages = chat.chat.messages.iter().rev();
        messages.find_map(|message| match &message.author {
            PublicAuthor::Operator(name) => Some(name),
            PublicAuthor::Visitor => None,
        })
    };
    let present = model.chat.as_ref().and_then(|chat| chat.operators.first());
    let expected = Some(&model.setup.operator).filter(|name| !name.is_empty());
    present.or_else(wrote).or(expected).map(String::as_str)
}

/// Up to two first letters; the style makes them capitals.
fn initials(name: &str) -> String {
    let mut initials = String::new();
    let mut last = None;
    let mut before = ' ';
    for character in name.chars() {
        if before == ' ' && character != ' ' {
            if initials.is_empty() {
                initials.push(character);
            } else {
                last = Some(character);
            }
        }
        before = character;
    }
    initials.extend(last);
    initials
}
