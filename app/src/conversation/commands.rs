//! What is done when a reply turns out to be a command (spec 10).

use super::api;
use super::draft::Draft;
use super::private::{PrivateLines, Says};
use crate::api::Failure;
use crate::live::Console;
use crate::text::{Texts, fill, use_texts};
use crate::tickets::api as tickets;
use domain::command::{Command, Reply};
use domain::helpdesk::Unready;
use domain::id::ConversationId;
use leptos::prelude::*;

/// What carries commands out in a conversation.
#[derive(Clone, Copy)]
pub(super) struct Commands {
    console: Console,
    texts: &'static Texts,
    private: PrivateLines,
    id: ConversationId,
    /// Where what could not be done is put back.
    draft: Draft,
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
    pub(super) fn of(id: ConversationId, draft: Draft) -> Self {
        Self {
            console: Console::of_page(),
            texts: use_texts(),
            private: PrivateLines::of_page(),
            id,
            draft,
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
            Reply::Command(Command::Ticket, title) => {
                self.make_ticket(title.to_owned());
                Typed::Used
            }
            Reply::Command(Command::SearchTickets, words) => {
                self.search_tickets(words.to_owned());
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

    fn make_ticket(self, title: String) {
        let request = self.private.request(self.id, &title);
        leptos::task::spawn_local(async move {
            let made = tickets::make(self.id, request, title.clone()).await;
            let is_lost = matches!(made, Err(Failure::Unavailable | Failure::SignedOut));
            if !is_lost {
                self.private.answered(request);
            }
            let says = match made {
                Ok(Ok(ticket)) => Says::Ticket(ticket),
                Ok(Err(unready)) => Says::Sentence(self.texts.unready(unready).to_owned()),
                Err(Failure::Invalid(problems)) => {
                    let why = problems
                        .first()
                        .map(|problem| self.texts.fault(problem.fault));
                    let why = why.unwrap_or_default();
                    Says::Sentence(fill(self.texts.ticket_not_made, &[("why", &why)]))
                }
                Err(_) => Says::Sentence(self.texts.ticket_failed.to_owned()),
            };
            if !matches!(says, Says::Ticket(_)) {
                self.put_back(Command::Ticket, &title);
            }
            self.private.add(self.id, says);
        });
    }

    fn search_tickets(self, words: String) {
        leptos::task::spawn_local(async move {
            let says = match tickets::search(words.clone()).await {
                Ok(Ok((found, _))) if found.is_empty() => {
                    let none = fill(self.texts.tickets_not_found, &[("words", &words)]);
                    Says::Sentence(none)
                }
                Ok(Ok((found, has_more))) => Says::Tickets(found, words, has_more),
                Ok(Err(unready)) => Says::Sentence(self.texts.unready(unready).to_owned()),
                Err(_) => Says::Sentence(self.texts.tickets_failed.to_owned()),
            };
            self.private.add(self.id, says);
        });
    }

    /// What could not be done stands in the reply again, unless something else is being written there.
    fn put_back(self, command: Command, words: &str) {
        if self.draft.text.try_with_untracked(String::is_empty) == Some(true) {
            self.draft.set(&format!("/{} {words}", command.word()));
        }
    }
}

impl Texts {
    /// What has to be switched on before there are tickets.
    fn unready(&self, unready: Unready) -> &'static str {
        match unready {
            Unready::Off => self.command_needs_helpdesk,
            Unready::NoTeam => self.command_needs_live_chat,
        }
    }
}

/// Why a command did nothing, and what to do.
fn sentence(texts: &Texts, reply: Reply<'_>) -> String {
    let of = |text, command: Command| {
        let usage = texts.usage(command);
        fill(text, &[("usage", &usage)])
    };
    match reply {
        Reply::Words | Reply::Command(..) => texts.command_needs_crm.to_owned(),
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
