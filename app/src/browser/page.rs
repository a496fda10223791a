//! The window and document of the console.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, HtmlDialogElement, HtmlElement, ScrollIntoViewOptions,
    ScrollLogicalPosition, VisibilityState,
};

/// Whether the person looks at this page.
pub(crate) fn is_looked_at() -> bool {
    document().is_some_and(|document| {
        document.visibility_state() == VisibilityState::Visible
            && document.has_focus().unwrap_or(false)
    })
}

/// Whether the window is narrower than so many CSS pixels.
pub(crate) fn is_narrower_than(pixels: f64) -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.is_some_and(|width| width < pixels)
}

/// Goes to an address with a full load.
pub(crate) fn leave_for(address: &str) {
    if let Some(window) = web_sys::window() {
        // A refused navigation leaves the page as it is.
        let _ = window.location().set_href(address);
    }
}

/// Loads the page anew.
pub(crate) fn reload() {
    if let Some(window) = web_sys::window() {
        // A refused navigation leaves the page as it is.
        let _ = window.location().reload();
    }
}

/// Whether a key goes into a field, where it means itself.
pub(crate) fn is_typing_in(event: &web_sys::KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key() || is_in_field(event)
}

/// Whether what happens, happens in a field.
pub(crate) fn is_in_field(event: &web_sys::Event) -> bool {
    let target = event.target();
    let target = target.and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let is_field = |target: &HtmlElement| {
        let tag = target.tag_name();
        ["INPUT", "TEXTAREA", "SELECT"].contains(&tag.as_str()) || target.is_content_editable()
    };
    target.as_ref().is_some_and(is_field)
}

/// Takes the focus to what is found first.
pub(crate) fn focus(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok()?);
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // What cannot have it leaves it where it is.
        let _ = found.focus();
    }
}

/// The same, unless something has it.
pub(crate) fn focus_if_lost(selector: &str) {
    let focused = document().and_then(|document| document.active_element());
    if focused.is_none_or(|focused| focused.tag_name() == "BODY") {
        focus(selector);
    }
}

/// Whether an element has the focus, or something in it.
pub(crate) fn has_focus(element: &Element) -> bool {
    let focused = document().and_then(|document| document.active_element());
    focused.is_some_and(|focused| element.contains(Some(focused.as_ref())))
}

/// Whether a dialog wants an answer first.
pub(crate) fn is_asking() -> bool {
    has("dialog[open]")
}

/// Whether there is an element that this selector names.
pub(crate) fn has(selector: &str) -> bool {
    document().is_some_and(|document| document.query_selector(selector).ok().flatten().is_some())
}

/// Closes the dialog that is open, if one is; the keyboard goes back to where it was.
pub(crate) fn close_dialog() {
    let dialog = document().and_then(|document| document.query_selector("dialog[open]").ok()?);
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// Brings an element into sight with as little movement as possible.
pub(crate) fn scroll_to(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Does what the element in sight does that names this shortcut, of several the one beside the focus: a field takes the focus,
/// everything else is clicked. Whether there was one.
pub(crate) fn carry_out(shortcut: &str) -> bool {
    let found = in_sight(&format!("[aria-keyshortcuts=\"{shortcut}\"]"));
    let around = document()
        .and_then(|document| document.active_element())
        .and_then(|focused| focused.closest("section").ok()?);
    let beside = around.and_then(|around| {
        found
            .iter()
            .find(|element| around.contains(Some(element.as_ref())))
    });
    let Some(element) = beside.or(found.first()) else {
        return false;
    };
    if ["INPUT", "TEXTAREA", "SELECT"].contains(&element.tag_name().as_str()) {
        // What cannot have it leaves it where it is.
        let _ = element.focus();
    } else {
        element.click();
    }
    true
}

/// The shortcuts that elements in sight name, with what these are called.
pub(crate) fn shortcuts() -> Vec<(String, String)> {
    let named = in_sight("[aria-keyshortcuts]")
        .into_iter()
        .filter_map(|element| {
            let told = ["title", "aria-label"]
                .iter()
                .find_map(|name| element.get_attribute(name));
            let name = told.or_else(|| element.text_content());
            let name = name.filter(|name| !name.trim().is_empty())?;
            Some((
                element.get_attribute("aria-keyshortcuts")?,
                name.trim().to_owned(),
            ))
        });
    named.collect()
}

fn in_sight(selector: &str) -> Vec<HtmlElement> {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let found = found.into_iter().flat_map(|found| {
        (0..found.length())
            .filter_map(move |place| found.item(place)?.dyn_into::<HtmlElement>().ok())
    });
    found
        .filter(|element| element.offset_parent().is_some())
        .collect()
}

/// Path and query of the address.
pub(crate) fn address() -> String {
    let location = web_sys::window().map(|window| window.location());
    location
        .and_then(|location| Some(location.pathname().ok()? + &location.search().ok()?))
        .unwrap_or_default()
}

/// `ws://host/path` or `wss://host/path` of this page's host.
pub(crate) fn socket_address(path: &str) -> Option<String> {
    let location = web_sys::window()?.location();
    let scheme = if location.protocol().ok()? == "https:" {
        "wss"
    } else {
        "ws"
    };
    Some(format!("{scheme}://{}{path}", location.host().ok()?))
}

/// Goes where a link to this address would lead, and so only after whoever asks before a link leads away.
pub(crate) fn follow(address: &str) {
    let link = document().and_then(|document| document.create_element("a").ok());
    let body = document().and_then(|document| document.body());
    let link = link.and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if let Some((link, body)) = link.zip(body)
        && link.set_attribute("href", address).is_ok()
        && body.append_child(&link).is_ok()
    {
        link.click();
        link.remove();
    }
}

thread_local! {
    /// Asked when *Back* or *Forward* was pressed, before anybody else hears of it: whether the page stays.
    static STAYS: RefCell<Option<Rc<dyn Fn() -> bool>>> = RefCell::default();
}

/// Hears of *Back* and *Forward* from now on. Browsers tell who listens to the window in the order in which they began, so this stands
/// before the router.
pub(crate) fn watch_turns() {
    let heard = Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| {
        let stays = STAYS.with_borrow(Option::clone);
        if stays.is_some_and(|stays| stays()) {
            event.stop_immediate_propagation();
        }
    });
    if let Some(window) = web_sys::window() {
        // Refused, what is not saved is lost by *Back*.
        let function = heard.as_ref().unchecked_ref();
        let _ = window.add_event_listener_with_callback("popstate", function);
    }
    heard.forget();
}

/// Hears of clicks on links within the site, and of *Back* and *Forward*, before anybody else does, until the answer is dropped.
/// Where `is_held` says so, nobody hears of it, and the page stays `here`.
pub(crate) fn on_leaving(
    here: impl Fn() -> String + 'static,
    is_held: impl Fn(String) -> bool + 'static,
) -> Leaving {
    let is_held = Rc::new(is_held);
    let is_held_back = Rc::clone(&is_held);
    let stays: Rc<dyn Fn() -> bool> = Rc::new(move || {
        let is_held = is_held_back(address());
        if is_held {
            push(&here());
        }
        is_held
    });
    STAYS.set(Some(Rc::clone(&stays)));
    let clicked = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if link_of(&event).is_some_and(|address| is_held(address)) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    if let Some(document) = document() {
        // Refused, what is not saved is lost by a link.
        let function = clicked.as_ref().unchecked_ref();
        let _ = document.add_event_listener_with_callback_and_bool("click", function, true);
    }
    Leaving { clicked, stays }
}

/// Hears of who leaves the page as long as it lives.
pub(crate) struct Leaving {
    clicked: Closure<dyn Fn(web_sys::Event)>,
    stays: Rc<dyn Fn() -> bool>,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        if let Some(document) = document() {
            // Where it was refused there is none to remove.
            let function = self.clicked.as_ref().unchecked_ref();
            let _ = document.remove_event_listener_with_callback_and_bool("click", function, true);
        }
        STAYS.with_borrow_mut(|stays| {
            // The next form may be there already.
            if stays
                .as_ref()
                .is_some_and(|one| Rc::ptr_eq(one, &self.stays))
            {
                *stays = None;
            }
        });
    }
}

/// Where a clicked link leads, if that is within the site.
fn link_of(event: &web_sys::Event) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let link = target.closest("a[href]").ok().flatten()?;
    if link.has_attribute("target") {
        return None;
    }
    link.get_attribute("href")
}

/// Puts an address in the bar, as one that was gone to.
fn push(address: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // Refused, the bar shows another address than the page has.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// Gives an element the focus once the page is drawn again.
pub(crate) fn focus_later(id: &str) {
    let id = id.to_owned();
    leptos::prelude::request_animation_frame(move || {
        let element = document().and_then(|document| document.get_element_by_id(&id));
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
    });
}

/// Sets an attribute of the page as a whole.
pub(crate) fn set_root_attribute(name: &str, value: &str) {
    let root: Option<Element> = document().and_then(|document| document.document_element());
    if let Some(root) = root {
        // The names are constants of this program, and valid.
        let _ = root.set_attribute(name, value);
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
