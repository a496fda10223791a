//! What is done when a reply turns out to be a command (spec 10).

use super::api;
use super::draft::Draft;
use super::private::{PrivateLines, Says};
use crate::api::Failure;
use crate::leads::api as leads;
use crate::live::Console;
use crate::text::{Texts, fill, use_texts};
use crate::tickets::api as tickets;
use domain::command::{Command, Reply};
use domain::id::{ClientId, ConversationId};
use domain::team::{App, Unready};
use futures::future::LocalBoxFuture;
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

/// A record that is asked for.
struct Asked {
    conversation: ConversationId,
    id: ClientId,
    title: String,
}

/// What comes of it: what lists show of the record, or what has to be switched on first.
type Answer<C> = LocalBoxFuture<'static, Result<Result<C, Unready>, Failure>>;

/// What is told where nothing is made.
#[derive(Clone, Copy)]
struct Words {
    app: App,
    not_made: &'static str,
    failed: &'static str,
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
                self.leave();
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
            Reply::Command(Command::Lead, title) => {
                self.make_lead(title.to_owned());
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
    fn leave(self) {
        let me = self.console.my_id();
        let is_in = self.console.inbox.with_untracked(|inbox| {
            let row = inbox.row(self.id);
            row.is_some_and(|row| row.conversation.has_operator(me))
        });
        if is_in {
            self.console.leave_conversation(self.id);
        } else {
            let sentence = self.texts.command_not_in.to_owned();
            self.private.add(self.id, Says::Sentence(sentence));
        }
    }

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
        let words = Words {
            app: App::Helpdesk,
            not_made: self.texts.ticket_not_made,
            failed: self.texts.ticket_failed,
        };
        self.make(Command::Ticket, title, words, Says::Ticket, |asked| {
            Box::pin(tickets::make(asked.conversation, asked.id, asked.title))
        });
    }

    fn make_lead(self, title: String) {
        let words = Words {
            app: App::Crm,
            not_made: self.texts.lead_not_made,
            failed: self.texts.lead_failed,
        };
        self.make(Command::Lead, title, words, Says::Lead, |asked| {
            Box::pin(leads::make(asked.conversation, asked.id, asked.title))
        });
    }

    /// Makes a record of the conversation and tells of it; the same request makes no second one.
    fn make<C: 'static>(
        self,
        command: Command,
        title: String,
        words: Words,
        told: fn(C) -> Says,
        ask: fn(Asked) -> Answer<C>,
    ) {
        let id = self.private.request(command, self.id, &title);
        let asked = Asked {
            conversation: self.id,
            id,
            title: title.clone(),
        };
        leptos::task::spawn_local(async move {
            let made = ask(asked).await;
            let is_lost = matches!(made, Err(Failure::Unavailable | Failure::SignedOut));
            if !is_lost {
                self.private.answered(id);
            }
            let sentence = match made {
                Ok(Ok(card)) => return self.private.add(self.id, told(card)),
                Ok(Err(unready)) => self.texts.unready(words.app, unready).to_owned(),
                Err(Failure::Invalid(problems)) => {
                    let why = problems
                        .first()
                        .map(|problem| self.texts.fault(problem.fault));
                    fill(words.not_made, &[("why", &why.unwrap_or_default())])
                }
                Err(_) => words.failed.to_owned(),
            };
            self.put_back(command, &title);
            self.private.add(self.id, Says::Sentence(sentence));
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
                Ok(Err(unready)) => {
                    let unready = self.texts.unready(App::Helpdesk, unready);
                    Says::Sentence(unready.to_owned())
                }
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
    /// What has to be switched on before there are records.
    fn unready(&self, app: App, unready: Unready) -> &'static str {
        match (app, unready) {
            (App::Helpdesk, Unready::Off) => self.command_needs_helpdesk,
            (App::Helpdesk, Unready::NoTeam) => self.command_needs_live_chat,
            (App::Crm, Unready::Off) => self.command_needs_crm,
            (App::Crm, Unready::NoTeam) => self.command_needs_sales_team,
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
        Reply::Words | Reply::Command(..) => String::new(),
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
            ("/lead", "Usage: /lead TITLE"),
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
