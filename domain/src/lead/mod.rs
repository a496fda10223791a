//! Leads (spec 11.3): visitors who may buy. Each is a record of its own, and outlives the conversation it came from.

mod stage;

pub use crate::record::LeadNumber;
pub use stage::LeadStage;

use crate::chatbot::Value;
use crate::conversation::Conversation;
use crate::id::{ConversationId, TeamId, UserId};
use crate::limit;
use crate::problem::{Fault, Problem, problems};
use crate::record::{self, RecordColumn, RecordFilter, RecordPage};
use crate::text;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// *Source*: where leads come from.
pub const SOURCE: &str = "Livechat";

/// A lead as it stands in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LeadCard {
    /// Which.
    pub number: LeadNumber,
    /// What it is about, in one line.
    pub title: String,
    /// The visitor's address; empty if it is not known.
    pub email: String,
    /// Who works on it, unless the team is gone.
    pub team: Option<TeamId>,
    /// Who in particular.
    pub owner: Option<UserId>,
    /// How far it is.
    pub stage: LeadStage,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// What lists show.
    pub card: LeadCard,
    /// The visitor's number; empty if it is not known.
    pub phone: String,
    /// *Internal Notes*: what was said, and whatever else is to be known.
    pub description: String,
    /// The conversation it came from, unless that was erased.
    pub conversation: Option<ConversationId>,
    /// How often it was changed.
    pub version: i64,
}

/// A lead as its form says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadDraft {
    /// *Title*.
    pub title: String,
    /// *Email*.
    pub email: String,
    /// *Phone*.
    pub phone: String,
    /// *Internal Notes*.
    pub description: String,
    /// *Sales Team*.
    pub team: Option<TeamId>,
    /// *Owner*.
    pub owner: Option<UserId>,
    /// *Stage*: every one may follow every other, since who was lost comes back.
    pub stage: LeadStage,
}

impl LeadDraft {
    /// A lead that is made of a conversation, with what its visitor gave to be reached by.
    pub fn of(conversation: &Conversation, title: String, description: String) -> Self {
        let bot = conversation.bot.as_deref();
        let given = bot.map_or(&[][..], |bot| &bot.run.given);
        let phone = given.iter().rev().find_map(|given| match &given.value {
            Value::Phone(phone) => Some(text::shortened(phone, limit::PHONE_CHARACTERS)),
            _ => None,
        });
        Self {
            title,
            email: conversation.email.clone().unwrap_or_default(),
            phone: phone.unwrap_or_default(),
            description,
            ..Self::default()
        }
    }
}

/// Which leads are asked for.
pub type LeadFilter = RecordFilter<LeadStage>;
/// One page of a list of leads.
pub type LeadPage = RecordPage<LeadCard, LeadNumber>;
/// The leads of one stage, newest first.
pub type LeadColumn = RecordColumn<LeadStage, LeadCard>;

impl record::Card for LeadCard {
    type Number = LeadNumber;

    fn number(&self) -> LeadNumber {
        self.number
    }
}

impl record::Record for Lead {
    type Card = LeadCard;

    fn card(&self) -> &LeadCard {
        &self.card
    }
}

impl record::Versioned for Lead {
    type Draft = LeadDraft;

    fn draft(&self) -> LeadDraft {
        LeadDraft {
            title: self.card.title.clone(),
            email: self.card.email.clone(),
            phone: self.phone.clone(),
            description: self.description.clone(),
            team: self.card.team,
            owner: self.card.owner,
            stage: self.card.stage,
        }
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl record::Draft for LeadDraft {
    const OWNER: &'static str = "owner";

    fn check(self) -> Result<Self, Vec<Problem>> {
        let title = text::name(&self.title);
        let email = match text::email(&self.email) {
            Err(Fault::Missing) => Ok(String::new()),
            other => other,
        };
        let phone = text::optional(&self.phone, limit::PHONE_CHARACTERS);
        let description = text::optional(&self.description, limit::RECORD_DESCRIPTION_CHARACTERS);
        match (title, email, phone, description) {
            (Ok(title), Ok(email), Ok(phone), Ok(description)) => Ok(Self {
                title,
                email,
                phone,
                description,
                ..self
            }),
            (title, email, phone, description) => Err(problems([
                ("title", title.err()),
                ("email", email.err()),
                ("phone", phone.err()),
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
        self.owner
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::{
        EMAIL_CHARACTERS, NAME_CHARACTERS, PHONE_CHARACTERS, RECORD_DESCRIPTION_CHARACTERS,
    };
    use crate::record::Draft;

    fn draft(title: &str, email: &str, phone: &str, description: &str) -> LeadDraft {
        LeadDraft {
            title: title.to_owned(),
            email: email.to_owned(),
            phone: phone.to_owned(),
            description: description.to_owned(),
            ..LeadDraft::default()
        }
    }

    #[test]
    fn a_lead_needs_a_title_alone_and_what_is_told_is_kept_tidily() {
        let told = draft(
            " 40 \n mills ",
            " Ada@Example.org",
            " 01 23 ",
            " Ada:\nHi \n",
        );
        let kept = draft("40 mills", "ada@example.org", "01 23", "Ada:\nHi");
        assert_eq!(told.check(), Ok(kept));
        assert_eq!(draft("a", " ", "", "").check(), Ok(draft("a", "", "", "")));
    }

    #[test]
    fn what_is_as_long_as_allowed_is_kept_and_one_more_character_refused() {
        let domain = "@example.org";
        let email = "e".repeat(EMAIL_CHARACTERS - domain.len()) + domain;
        let most = draft(
            &"é".repeat(NAME_CHARACTERS),
            &email,
            &"1".repeat(PHONE_CHARACTERS),
            &"é".repeat(RECORD_DESCRIPTION_CHARACTERS),
        );
        assert_eq!(most.clone().check(), Ok(most.clone()));
        let longer = draft(
            &format!("{}é", most.title),
            &format!("e{email}"),
            &format!("{}1", most.phone),
            &format!("{}é", most.description),
        );
        let too_long = |field, limit| Problem::new(field, Fault::TooLong { limit });
        assert_eq!(
            longer.check(),
            Err(vec![
                too_long("title", NAME_CHARACTERS),
                too_long("email", EMAIL_CHARACTERS),
                too_long("phone", PHONE_CHARACTERS),
                too_long("description", RECORD_DESCRIPTION_CHARACTERS),
            ])
        );
        assert_eq!(
            draft("", "ada", "", "").check(),
            Err(vec![
                Problem::new("title", Fault::Missing),
                Problem::new("email", Fault::NotAnEmail),
            ])
        );
    }
}
