//! What stands in the list.

use crate::live::{Console, Copied};
use crate::text::Texts;
use domain::canned::{CannedResponse, fill};
use domain::command::Command;
use domain::completion::{Kind, matching};
use domain::id::{ConversationId, UserId};
use domain::mention::SIGN;
use domain::people::People;
use domain::user::{Operator, User};
use leptos::prelude::*;

/// The most that are shown; who looks for another types on.
const MOST: usize = 50;

/// One thing that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    /// What one could have typed.
    pub(super) typed: String,
    /// What comes of it.
    pub(super) detail: String,
    /// What is done when it is chosen.
    pub(super) becomes: Use,
}

/// What is done with an offer that is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It stands in the reply.
    Text(String),
    /// It is carried out, or waits for its words.
    Command(Command),
}

/// What is offered for what was typed in a conversation.
pub(super) fn offers(
    kind: Kind,
    words: &str,
    usable: Copied<CannedResponse>,
    (console, id): (&Console, ConversationId),
    texts: &Texts,
) -> Vec<Offer> {
    match kind {
        Kind::Command => commands(words, texts),
        Kind::Canned => {
            let visitor = console.row(id).map(|row| row.conversation.visitor_name);
            let visitor = visitor.unwrap_or_else(|| texts.visitor.to_owned());
            let me = console.me.get();
            usable.with(|responses| canned(words, responses, &visitor, &me))
        }
        Kind::Mention => {
            let me = console.my_id();
            console.people.with(|people| colleagues(words, people, me))
        }
    }
}

/// Whoever is called stands in the text as visitors know him, since they read it (spec 6.10).
fn colleagues(words: &str, people: &People, me: UserId) -> Vec<Offer> {
    let others = people.iter().map(|person| &person.operator);
    let others: Vec<&Operator> = others.filter(|operator| operator.id != me).collect();
    matching(&others, words, |operator| {
        format!("{} {}", operator.public_name, operator.name)
    })
    .into_iter()
    .take(MOST)
    .map(|operator| Offer {
        typed: format!("{SIGN}{}", operator.public_name),
        detail: operator.name.clone(),
        becomes: Use::Text(format!("{SIGN}{} ", operator.public_name)),
    })
    .collect()
}

fn commands(words: &str, texts: &Texts) -> Vec<Offer> {
    matching(&Command::ALL, words, |command| command.word().to_owned())
        .into_iter()
        .map(|command| Offer {
            typed: texts.usage(*command),
            detail: texts.command_help(*command).to_owned(),
            becomes: Use::Command(*command),
        })
        .collect()
}

fn canned(words: &str, responses: &[CannedResponse], visitor: &str, me: &User) -> Vec<Offer> {
    // Of two with one shortcut one's own comes first.
    let (own, others): (Vec<_>, Vec<_>) = responses
        .iter()
        .partition(|response| response.owner == me.id);
    let all: Vec<&CannedResponse> = own.into_iter().chain(others).collect();
    matching(&all, words, |response| response.shortcut.clone())
        .into_iter()
        .take(MOST)
        .map(|response| {
            // The visitor reads it, so it says the name that he knows.
            let text = fill(&response.substitution, visitor, me.public_name());
            Offer {
                typed: format!(":{}", response.shortcut),
                detail: text.clone(),
                becomes: Use::Text(text),
            }
        })
        .collect()
}

impl Texts {
    /// How a command is written.
    pub(crate) fn usage(&self, command: Command) -> String {
        let argument = match command {
            Command::Help | Command::History | Command::Leave => {
                return format!("/{}", command.word());
            }
            Command::Ticket | Command::Lead => self.command_title,
            Command::SearchTickets => self.command_words,
        };
        format!("/{} {argument}", command.word())
    }

    /// What a command does.
    fn command_help(&self, command: Command) -> &'static str {
        match command {
            Command::Help => self.command_help_help,
            Command::History => self.command_history_help,
            Command::Leave => self.command_leave_help,
            Command::Ticket => self.command_ticket_help,
            Command::SearchTickets => self.command_search_tickets_help,
            Command::Lead => self.command_lead_help,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::CannedId;
    use domain::people::{Person, Profile};
    use domain::presence::Presence;
    use domain::time::Timestamp;
    use domain::user::{Language, Preferences, Role};
    use uuid::Uuid;

    fn me() -> User {
        User {
            id: UserId(Uuid::from_u128(1)),
            name: "Mara Klein".to_owned(),
            email: String::new(),
            role: Role::Operator,
            preferences: Preferences {
                chat_name: "Support".to_owned(),
                ..Preferences::default()
            },
            picture: None,
            created_at: Timestamp(0),
        }
    }

    fn response(id: u128, owner: u128, shortcut: &str, substitution: &str) -> CannedResponse {
        CannedResponse {
            id: CannedId(Uuid::from_u128(id)),
            owner: UserId(Uuid::from_u128(owner)),
            shortcut: shortcut.to_owned(),
            substitution: substitution.to_owned(),
            groups: Vec::new(),
            version: 0,
        }
    }

    #[test]
    fn a_canned_response_names_the_operator_as_visitors_know_him() {
        let responses = [response(1, 1, "hi", "{visitor.name}, I am {operator.name}")];
        let offers = canned("hi", &responses, "Ada", &me());
        let texts: Vec<&str> = offers.iter().map(|offer| offer.detail.as_str()).collect();
        assert_eq!(texts, ["Ada, I am Support"]);
    }

    #[test]
    fn of_two_with_one_shortcut_ones_own_comes_first() {
        let responses = [
            response(1, 2, "hi", "theirs"),
            response(2, 1, "hi", "mine"),
            response(3, 2, "chi", "contains"),
        ];
        let offers = canned("hi", &responses, "Ada", &me());
        let texts: Vec<&str> = offers.iter().map(|offer| offer.detail.as_str()).collect();
        assert_eq!(texts, ["mine", "theirs", "contains"]);
    }

    #[test]
    fn colleagues_are_found_by_either_name_and_called_as_visitors_know_them() {
        let person = |id, name: &str, public_name: &str| Person {
            operator: Operator {
                id: UserId(Uuid::from_u128(id)),
                name: name.to_owned(),
                public_name: public_name.to_owned(),
            },
            role: Role::Operator,
            profile: Profile::default(),
            presence: Presence::Online,
        };
        let people = People::new(vec![
            person(1, "Mara Klein", "Support"),
            person(2, "Jonas Perrin", "Jo"),
            person(3, "Ada Perrin", "Ada Perrin"),
        ]);
        let offered = |words| {
            let offers = colleagues(words, &people, UserId(Uuid::from_u128(1)));
            offers
                .into_iter()
                .map(|offer| (offer.typed, offer.detail, offer.becomes))
                .collect::<Vec<_>>()
        };
        let jonas = (
            "@Jo".to_owned(),
            "Jonas Perrin".to_owned(),
            Use::Text("@Jo ".to_owned()),
        );
        assert_eq!(offered("jonas"), std::slice::from_ref(&jonas));
        assert_eq!(offered("perrin").len(), 2);
        assert_eq!(offered("jo"), [jonas]);
        assert_eq!(offered("mara"), []);
    }

    #[test]
    fn commands_are_offered_with_what_they_need() {
        let texts = crate::text::texts(Language::English);
        let typed: Vec<String> = commands("T", texts)
            .into_iter()
            .map(|offer| offer.typed)
            .collect();
        assert_eq!(
            typed,
            ["/ticket TITLE", "/history", "/search_tickets WORDS"]
        );
    }
}
