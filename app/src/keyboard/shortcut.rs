//! The shortcuts. All but `?` and `/` need other keys held down, so that they work while one writes, and nobody who dictates or whose
//! hand slips sets one off (WCAG 2.1.4).

use crate::text::Texts;
use leptos::ev::KeyboardEvent;

/// To the reply.
pub(crate) const REPLY: &str = "Alt+Shift+R";
/// *Emoji*.
pub(crate) const EMOJI: &str = "Alt+Shift+J";
/// ⊕.
pub(crate) const INSERT: &str = "Alt+Shift+C";
/// *Invite People*.
pub(crate) const INVITE: &str = "Alt+Shift+I";
/// Joins who looks for help.
pub(crate) const HELP: &str = "Alt+Shift+H";
/// *Leave*.
pub(crate) const LEAVE: &str = "Alt+Shift+L";
/// *End*.
pub(crate) const END: &str = "Alt+Shift+E";
/// The information panel.
pub(crate) const PANEL: &str = "Alt+Shift+P";
/// To the note.
pub(crate) const NOTE: &str = "Alt+Shift+N";
/// To the tags.
pub(crate) const TAGS: &str = "Alt+Shift+T";
/// To the expertises.
pub(crate) const EXPERTISE: &str = "Alt+Shift+X";
/// To the outcome.
pub(crate) const OUTCOME: &str = "Alt+Shift+O";
/// To the address that the conversation is sent to.
pub(crate) const SEND: &str = "Alt+Shift+M";
/// Downloads the conversation.
pub(crate) const DOWNLOAD: &str = "Alt+Shift+D";
/// The statuses, in their order.
pub(crate) const STATUSES: [&str; 3] = ["Alt+Shift+1", "Alt+Shift+2", "Alt+Shift+3"];
/// The menu of the message icon.
pub(crate) const MESSAGES: &str = "Alt+Shift+W";
/// The next unread conversation.
pub(crate) const NEXT_UNREAD: &str = "Alt+Shift+U";
/// The search of the inbox.
pub(crate) const SEARCH: &str = "/";
/// The list of the shortcuts.
pub(crate) const LIST: &str = "?";
/// What can be done and gone to; on a Mac, `⌘` for `Ctrl`.
pub(crate) const PALETTE: &str = "Control+K";

/// What every shortcut does, in groups under their names.
pub(super) fn all(texts: &Texts) -> [(&'static str, Vec<(&'static str, &'static str)>); 3] {
    let [in_progress, waiting, help] = STATUSES;
    [
        (
            texts.keys_everywhere,
            vec![
                (PALETTE, texts.keys_palette),
                (LIST, texts.keys_list),
                (SEARCH, texts.search_do),
                (NEXT_UNREAD, texts.keys_next_unread),
                (MESSAGES, texts.messages),
            ],
        ),
        (
            texts.keys_conversation,
            vec![
                (REPLY, texts.reply),
                (EMOJI, texts.emoji),
                (INSERT, texts.insert),
                (HELP, texts.help_join),
                (INVITE, texts.invite_people),
                (LEAVE, texts.leave),
                (END, texts.end),
                (PANEL, texts.information_toggle),
                (in_progress, texts.status_in_progress),
                (waiting, texts.status_waiting),
                (help, texts.status_help),
                (NOTE, texts.note),
                (TAGS, texts.tags),
                (EXPERTISE, texts.expertise),
                (OUTCOME, texts.outcome_change),
                (SEND, texts.send_title),
                (DOWNLOAD, texts.download_title),
            ],
        ),
        (
            texts.keys_reply,
            vec![
                ("Enter", texts.send),
                ("Shift+Enter", texts.keys_line),
                ("Tab", texts.keys_tab),
                (":", texts.insert_canned),
                ("/help", texts.keys_commands),
            ],
        ),
    ]
}

/// Whether these are the keys for what can be done and gone to.
pub(super) fn is_palette(event: &KeyboardEvent) -> bool {
    let is_held = event.ctrl_key() != event.meta_key();
    is_held && !event.alt_key() && !event.shift_key() && event.key().eq_ignore_ascii_case("k")
}

/// The shortcut that these keys are, whether or not anything on the page has it.
pub(super) fn of(event: &KeyboardEvent) -> Option<String> {
    let is_held = event.alt_key() && event.shift_key() && !event.ctrl_key() && !event.meta_key();
    let sign = sign(&event.key(), &event.code())?;
    is_held.then(|| format!("Alt+Shift+{sign}"))
}

/// The letter or digit of a key: what is written on it, or, where the held keys make another sign of it, where it lies.
fn sign(key: &str, code: &str) -> Option<char> {
    let mut letters = key.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => Some(letter.to_ascii_uppercase()),
        _ => {
            let place = code.strip_prefix("Key").or(code.strip_prefix("Digit"))?;
            place.chars().next()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::user::Language;
    use std::collections::HashSet;

    #[test]
    fn no_shortcut_means_two_things() {
        let all = all(crate::text::texts(Language::English));
        let keys: Vec<&str> = all
            .iter()
            .flat_map(|(_, group)| group.iter().map(|(keys, _)| *keys))
            .collect();
        let different: HashSet<&str> = keys.iter().copied().collect();
        assert_eq!(keys.len(), different.len());
    }

    #[test]
    fn a_key_is_the_letter_that_is_written_on_it() {
        let table = [
            ("E", "KeyE", Some('E')),
            ("a", "KeyQ", Some('A')),
            // A Mac makes signs of letters, and every keyboard of digits.
            ("´", "KeyE", Some('E')),
            ("!", "Digit1", Some('1')),
            ("Enter", "Enter", None),
            ("Dead", "", None),
        ];
        for (key, code, expected) in table {
            assert_eq!(sign(key, code), expected, "{key} {code}");
        }
    }
}
