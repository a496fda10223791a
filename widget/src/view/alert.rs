//! Telling a visitor who does not look: the page's title, a tone, the browser's notification (spec 6.7).

use crate::dom;
use crate::json::{joined, push_number};
use wasm_bindgen::JsValue;
use web_sys::{AudioContext, Notification, NotificationOptions, NotificationPermission};

/// The counter in the page's title.
#[derive(Debug, Default)]
pub(super) struct Title {
    mark: String,
}

impl Title {
    /// Puts `(2) ` before the title; nothing for none.
    pub(super) fn count(&mut self, unread: usize) {
        let mut mark = String::new();
        if unread > 0 {
            mark.push('(');
            push_number(&mut mark, i64::try_from(unread).unwrap_or_default());
            mark.push_str(") ");
        }
        if mark == self.mark {
            return;
        }
        if let Some(document) = dom::page().document() {
            let title = document.title();
            let plain = title.strip_prefix(&self.mark).unwrap_or(&title);
            document.set_title(&joined(&[&mark, plain]));
        }
        self.mark = mark;
    }
}

/// Plays a short tone and, where the visitor has allowed this site to, shows a notification.
pub(crate) fn tell(name: &str, text: &str) {
    // Without a press on the page before, browsers only complain.
    if dom::own().navigator().user_activation().has_been_active() {
        // A browser without sound stays silent.
        let _ = play();
    }
    let is_hidden = dom::own()
        .document()
        .is_some_and(|document| document.hidden());
    if is_hidden && Notification::permission() == NotificationPermission::Granted {
        let options = NotificationOptions::new();
        options.set_body(text);
        // Some browsers allow it to service workers only.
        let _ = Notification::new_with_options(name, &options);
    }
}

fn play() -> Result<(), JsValue> {
    let context = AudioContext::new()?;
    let tone = context.create_oscillator()?;
    let volume = context.create_gain()?;
    let now = context.current_time();
    tone.frequency().set_value(880.0);
    volume.gain().set_value_at_time(0.08, now)?;
    volume
        .gain()
        .exponential_ramp_to_value_at_time(0.001, now + 0.3)?;
    tone.connect_with_audio_node(&volume)?;
    volume.connect_with_audio_node(&context.destination())?;
    tone.start()?;
    tone.stop_with_when(now + 0.3)
}
