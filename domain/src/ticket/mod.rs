//! Tickets (spec 11.2): what is left to be done for a visitor. Each is a record of its own, and outlives the conversation it came from.

mod filter;
mod state;

pub use filter::{Sought, TicketFilter};
pub use state::{TicketPriority, TicketState};

use crate::id::{ConversationId, HelpdeskTeamId, UserId};
use crate::limit;
use crate::problem::{Problem, problems};
use crate::text;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What people call a ticket by: the first is 1, and none is used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TicketNumber(pub i64);

impl fmt::Display for TicketNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for TicketNumber {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A ticket as it stands in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TicketCard {
    /// Which.
    pub number: TicketNumber,
    /// What it is about, in one line.
    pub title: String,
    /// Who works on it, unless the team is gone.
    pub team: Option<HelpdeskTeamId>,
    /// Who in particular.
    pub assignee: Option<UserId>,
    /// How far it is.
    pub state: TicketState,
    /// How urgent it is.
    pub priority: TicketPriority,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// What lists show.
    pub card: TicketCard,
    /// What was said, and whatever else is to be known.
    pub description: String,
    /// The conversation it came from, unless that was erased.
    pub conversation: Option<ConversationId>,
    /// How often it was changed.
    pub version: i64,
}

impl Ticket {
    /// What its form says.
    pub fn draft(&self) -> TicketDraft {
        TicketDraft {
            title: self.card.title.clone(),
            description: self.description.clone(),
            team: self.card.team,
            assignee: self.card.assignee,
            state: self.card.state,
            priority: self.card.priority,
        }
    }
}

/// A ticket as its form says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketDraft {
    /// *Title*.
    pub title: String,
    /// *Description*.
    pub description: String,
    /// *Team*.
    pub team: Option<HelpdeskTeamId>,
    /// *Assignee*.
    pub assignee: Option<UserId>,
    /// *State*: every one may follow every other, since what was solved comes back.
    pub state: TicketState,
    /// *Priority*.
    pub priority: TicketPriority,
}

impl TicketDraft {
    /// The draft as it is stored.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let title = text::name(&self.title);
        let description = text::optional(&self.description, limit::TICKET_DESCRIPTION_CHARACTERS);
        match (title, description) {
            (Ok(title), Ok(description)) => Ok(Self {
                title,
                description,
                ..self
            }),
            (title, description) => Err(problems([
                ("title", title.err()),
                ("description", description.err()),
            ])),
        }
    }
}

/// One page of a list of tickets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketPage {
    /// Newest first.
    pub tickets: Vec<TicketCard>,
    /// Below which number the next page begins, if there is one.
    pub below: Option<TicketNumber>,
}

/// The tickets of one state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketColumn {
    /// The state.
    pub state: TicketState,
    /// How many there are.
    pub count: usize,
    /// The most urgent of them first, then the newest.
    pub tickets: Vec<TicketCard>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::{NAME_CHARACTERS, TICKET_DESCRIPTION_CHARACTERS};
    use crate::problem::Fault;

    fn check(title: &str, description: &str) -> Result<(String, String), Vec<Problem>> {
        let draft = TicketDraft {
            title: title.to_owned(),
            description: description.to_owned(),
            ..TicketDraft::default()
        };
        draft.check().map(|draft| (draft.title, draft.description))
    }

    #[test]
    fn a_title_is_one_line_and_a_description_keeps_its_lines() {
        assert_eq!(
            check(" Broken \n mill ", " Ada:\nIt squeaks \n"),
            Ok(("Broken mill".to_owned(), "Ada:\nIt squeaks".to_owned()))
        );
        assert_eq!(check("a", ""), Ok(("a".to_owned(), String::new())));
    }

    #[test]
    fn what_is_as_long_as_allowed_is_kept_and_one_more_character_refused() {
        let (title, description) = (
            "é".repeat(NAME_CHARACTERS),
            "é".repeat(TICKET_DESCRIPTION_CHARACTERS),
        );
        assert!(check(&title, &description).is_ok());
        let too_long = |limit| Fault::TooLong { limit };
        assert_eq!(
            check(&format!("{title}é"), &format!("{description}é")),
            Err(vec![
                Problem::new("title", too_long(NAME_CHARACTERS)),
                Problem::new("description", too_long(TICKET_DESCRIPTION_CHARACTERS)),
            ])
        );
        assert_eq!(
            check(" \u{200b}", ""),
            Err(vec![Problem::new("title", Fault::Missing)])
        );
    }
}
