//! What is done when a reply turns out to be a command (spec 10).

use super::api;
use super::private::{PrivateLines, Says};
use crate::live::Console;
use crate::text::{Texts, fill, use_texts};
use domain::command::{Command, Reply};
use domain::id::ConversationId;

/// What carries commands out in a conversation.
#[derive(Clone, Copy)]
pub(super) struct Commands {
    console: Console,
    texts: &'static Texts,
    private: PrivateLines,
    id: ConversationId,
}

/// What becomes of the words that were typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// They are for the visitor.
    Sent,
    /// They have served.
    Used,
    /// They stay, to be mended.
    Kept,
}

impl Commands {
    /// For a conversation.
    pub(super) fn of(id: ConversationId) -> Self {
        Self {
            console: Console::of_page(),
            texts: use_texts(),
            private: PrivateLines::of_page(),
            id,
        }
    }

    /// Carries out what a reply asks for.
    pub(super) fn carry_out(self, reply: Reply<'_>) -> Typed {
        match reply {
            Reply::Words => Typed::Sent,
            Reply::Command(Command::Help, _) => {
                self.private.add(self.id, Says::Help);
                Typed::Used
            }
            Reply::Command(Command::History, _) => {
                self.tell_pages();
                Typed::Used
            }
            Reply::Command(Command::Leave, _) => {
                self.console.leave_conversation(self.id);
                Typed::Used
            }
            other => {
                let sentence = sentence(self.texts, other);
                self.private.add(self.id, Says::Sentence(sentence));
                Typed::Kept
            }
        }
    }
}

impl Commands {
    fn tell_pages(self) {
        leptos::task::spawn_local(async move {
            let says = match api::pages(self.id).await {
                Ok(pages) if pages.is_empty() => Says::Sentence(self.texts.history_none.to_owned()),
                Ok(pages) => Says::Pages(pages),
                Err(_) => Says::Sentence(self.texts.history_failed.to_owned()),
            };
            self.private.add(self.id, says);
        });
    }
}

/// Why a command did nothing, and what to do.
fn sentence(texts: &Texts, reply: Reply<'_>) -> String {
    let of = |text, command: Command| {
        let usage = texts.usage(command);
        fill(text, &[("usage", &usage)])
    };
    match reply {
        Reply::Command(Command::Lead, _) => texts.command_needs_crm.to_owned(),
        Reply::Words | Reply::Command(..) => texts.command_needs_helpdesk.to_owned(),
        Reply::Incomplete(command) => of(texts.command_usage, command),
        Reply::TakesNothing(command) => of(texts.command_takes_nothing, command),
        Reply::Unknown(Some(command)) => of(texts.command_meant, command),
        Reply::Unknown(None) => texts.command_unknown.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::command::read;
    use domain::user::Language;

    #[test]
    fn each_command_that_does_nothing_says_why() {
        let texts = crate::text::texts(Language::English);
        for (typed, expected) in [
            ("/ticket", "Usage: /ticket TITLE"),
            ("/search_tickets", "Usage: /search_tickets WORDS"),
            (
                "/ticket Broken mill",
                "Helpdesk has to be switched on in Settings first.",
            ),
            (
                "/search_tickets mill",
                "Helpdesk has to be switched on in Settings first.",
            ),
            ("/lead Café", "CRM has to be switched on in Settings first."),
            (
                "/leave it outside",
                "Nothing was sent: /leave stands alone. To send these words, put a blank before the slash.",
            ),
            (
                "/hlep",
                "Nothing was sent: did you mean /help? To send it as it stands, put a blank before the slash.",
            ),
            (
                "/dance",
                "Nothing was sent: there is no such command. /help lists what can be typed; a blank before the slash sends it as it stands.",
            ),
        ] {
            assert_eq!(sentence(texts, read(typed)), expected, "{typed}");
        }
    }
}
