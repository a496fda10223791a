//! Tickets (spec 11.2): what is left to be done for a visitor. Each is a record of its own, and outlives the conversation it came from.

mod state;

pub use crate::record::TicketNumber;
pub use state::{TicketPriority, TicketState};

use crate::id::{ConversationId, TeamId, UserId};
use crate::limit;
use crate::problem::{Problem, problems};
use crate::record::{self, RecordColumn, RecordFilter, RecordPage};
use crate::text;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A ticket as it stands in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TicketCard {
    /// Which.
    pub number: TicketNumber,
    /// What it is about, in one line.
    pub title: String,
    /// Who works on it, unless the team is gone.
    pub team: Option<TeamId>,
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

impl record::Card for TicketCard {
    type Number = TicketNumber;

    fn number(&self) -> TicketNumber {
        self.number
    }
}

impl record::Record for Ticket {
    type Card = TicketCard;

    fn card(&self) -> &TicketCard {
        &self.card
    }
}

impl record::Versioned for Ticket {
    type Draft = TicketDraft;

    fn draft(&self) -> TicketDraft {
        TicketDraft {
            title: self.card.title.clone(),
            description: self.description.clone(),
            team: self.card.team,
            assignee: self.card.assignee,
            state: self.card.state,
            priority: self.card.priority,
        }
    }

    fn version(&self) -> i64 {
        self.version
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
    pub team: Option<TeamId>,
    /// *Assignee*.
    pub assignee: Option<UserId>,
    /// *State*: every one may follow every other, since what was solved comes back.
    pub state: TicketState,
    /// *Priority*.
    pub priority: TicketPriority,
}

impl record::Draft for TicketDraft {
    const OWNER: &'static str = "assignee";

    fn check(self) -> Result<Self, Vec<Problem>> {
        let title = text::name(&self.title);
        let description = text::optional(&self.description, limit::RECORD_DESCRIPTION_CHARACTERS);
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

    fn team(&self) -> Option<TeamId> {
        self.team
    }

    fn for_team(self, team: TeamId) -> Self {
        Self {
            team: Some(team),
            ..self
        }
    }

    fn owner(&self) -> Option<UserId> {
        self.assignee
    }
}

/// Which tickets are asked for.
pub type TicketFilter = RecordFilter<TicketState>;
/// One page of a list of tickets.
pub type TicketPage = RecordPage<TicketCard, TicketNumber>;
/// The tickets of one state: the most urgent of them first, then the newest.
pub type TicketColumn = RecordColumn<TicketState, TicketCard>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::{NAME_CHARACTERS, RECORD_DESCRIPTION_CHARACTERS};
    use crate::problem::Fault;
    use crate::record::Draft;

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
            "é".repeat(RECORD_DESCRIPTION_CHARACTERS),
        );
        assert!(check(&title, &description).is_ok());
        let too_long = |limit| Fault::TooLong { limit };
        assert_eq!(
            check(&format!("{title}é"), &format!("{description}é")),
            Err(vec![
                Problem::new("title", too_long(NAME_CHARACTERS)),
                Problem::new("description", too_long(RECORD_DESCRIPTION_CHARACTERS)),
            ])
        );
        assert_eq!(
            check(" \u{200b}", ""),
            Err(vec![Problem::new("title", Fault::Missing)])
        );
    }
}
