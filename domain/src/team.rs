//! *Helpdesk* and *CRM* (spec 11.2, 11.3): whether each is on, and the teams that its records go to.

use crate::id::TeamId;
use crate::permission::Deed;
use crate::problem::{Problem, problems};
use crate::text;
use crate::wire::console::SharedList;
use serde::{Deserialize, Serialize};

/// What turns conversations into records that a team works through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum App {
    /// *Helpdesk*: its records are tickets.
    Helpdesk,
    /// *CRM*: its records are leads.
    Crm,
}

impl App {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Helpdesk, Self::Crm];

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Helpdesk => "helpdesk",
            Self::Crm => "crm",
        }
    }

    /// What who works with its records may.
    pub fn using(self) -> Deed {
        match self {
            Self::Helpdesk => Deed::UseTickets,
            Self::Crm => Deed::UseLeads,
        }
    }

    /// What who switches it and keeps its teams may.
    pub fn managing(self) -> Deed {
        match self {
            Self::Helpdesk => Deed::ManageHelpdesk,
            Self::Crm => Deed::ManageCrm,
        }
    }

    /// The list that changes with its switch and its teams.
    pub fn list(self) -> SharedList {
        match self {
            Self::Helpdesk => SharedList::Helpdesk,
            Self::Crm => SharedList::Crm,
        }
    }

    /// The list of its records.
    pub fn records(self) -> SharedList {
        match self {
            Self::Helpdesk => SharedList::Tickets,
            Self::Crm => SharedList::Leads,
        }
    }
}

/// Whether records are made at all (spec 2.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppSwitch {
    /// Whether it is on.
    pub is_on: bool,
}

/// A team that works on tickets, or on leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Team {
    /// Which.
    pub id: TeamId,
    /// Its name, which no other team of the app has in whatever capitals.
    pub name: String,
    /// Whether it takes what is made of conversations (*Live Chat*).
    pub has_live_chat: bool,
    /// How often it was changed.
    pub version: i64,
}

/// What consoles know of an app.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppState {
    /// How often it was switched.
    pub version: u32,
    /// Whether it is on.
    pub is_on: bool,
    /// The teams, that of the highest priority first.
    pub teams: Vec<Team>,
}

/// Why no conversation can become a record of an app (spec 10.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unready {
    /// The app is off.
    Off,
    /// No team has *Live Chat*.
    NoTeam,
}

impl AppState {
    /// The team that records from conversations go to: of those that take them, the one of the highest priority (spec 11.2).
    ///
    /// # Errors
    /// What has to be switched on first.
    pub fn live_chat_team(&self) -> Result<&Team, Unready> {
        if !self.is_on {
            return Err(Unready::Off);
        }
        let taking = self.teams.iter().find(|team| team.has_live_chat);
        taking.ok_or(Unready::NoTeam)
    }

    /// The team that the records of a chatbot's step go to: the one it names, as long as that is there, else that of conversations.
    /// `None` where no record can be made (spec 9.3).
    pub fn team_of_step(&self, named: Option<TeamId>) -> Option<TeamId> {
        let is_there = |id: &TeamId| self.team_name(*id).is_some();
        let named = named.filter(|id| self.is_on && is_there(id));
        named.or_else(|| self.live_chat_team().ok().map(|team| team.id))
    }

    /// The name of a team, if there still is one.
    pub fn team_name(&self, id: TeamId) -> Option<&str> {
        let found = self.teams.iter().find(|team| team.id == id);
        found.map(|team| team.name.as_str())
    }
}

/// A team as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamDraft {
    /// *Name*.
    pub name: String,
    /// *Live Chat*.
    pub has_live_chat: bool,
}

impl TeamDraft {
    /// The draft as it is stored.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn check(self) -> Result<Self, Vec<Problem>> {
        let name = text::name(&self.name).map_err(|fault| problems([("name", Some(fault))]))?;
        Ok(Self { name, ..self })
    }

    /// By what two names are seen to be the same: small and capital letters make no difference.
    pub fn key(&self) -> String {
        self.name.to_lowercase()
    }
}

/// The teams in the order in which they are named; those that are not named come after them, as they were.
pub fn ordered(mut teams: Vec<TeamId>, order: &[TeamId]) -> Vec<TeamId> {
    // A stable sort keeps the rest in their order.
    teams.sort_by_key(|id| {
        let place = order.iter().position(|named| named == id);
        place.unwrap_or(usize::MAX)
    });
    teams
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::NAME_CHARACTERS;
    use crate::problem::Fault;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> TeamId {
        TeamId(Uuid::from_u128(number))
    }

    fn state(is_on: bool, teams: &[bool]) -> AppState {
        let team = |(number, has_live_chat): (u128, &bool)| Team {
            id: id(number),
            name: format!("Team {number}"),
            has_live_chat: *has_live_chat,
            version: 0,
        };
        AppState {
            version: 0,
            is_on,
            teams: (0..).zip(teams).map(team).collect(),
        }
    }

    #[test]
    fn records_go_to_the_first_team_that_takes_them_or_it_is_said_what_to_switch_on() {
        let chosen = |is_on: bool, teams: &[bool]| {
            let state = state(is_on, teams);
            state.live_chat_team().map(|team| team.id)
        };
        assert_eq!(chosen(true, &[false, true, true]), Ok(id(1)));
        assert_eq!(chosen(true, &[true]), Ok(id(0)));
        assert_eq!(chosen(true, &[false]), Err(Unready::NoTeam));
        assert_eq!(chosen(true, &[]), Err(Unready::NoTeam));
        assert_eq!(chosen(false, &[true]), Err(Unready::Off));
    }

    #[test]
    fn a_step_names_its_team_and_where_that_is_gone_the_first_with_live_chat_takes_it() {
        let chosen = |is_on: bool, teams: &[bool], named: Option<u128>| {
            state(is_on, teams).team_of_step(named.map(id))
        };
        assert_eq!(chosen(true, &[true, false], Some(1)), Some(id(1)));
        assert_eq!(chosen(true, &[false, true], None), Some(id(1)));
        assert_eq!(chosen(true, &[false, true], Some(9)), Some(id(1)), "gone");
        assert_eq!(chosen(true, &[false], Some(9)), None);
        assert_eq!(chosen(true, &[], None), None);
        assert_eq!(chosen(false, &[true], Some(0)), None);
    }

    #[test]
    fn a_team_has_a_name_that_is_not_too_long() {
        let of = |name: &str| {
            let draft = TeamDraft {
                name: name.to_owned(),
                has_live_chat: true,
            };
            draft.check().map(|draft| draft.name)
        };
        let most = "n".repeat(NAME_CHARACTERS);
        assert_eq!(of(" Spare \n parts "), Ok("Spare parts".to_owned()));
        assert_eq!(of(&most), Ok(most.clone()));
        let limit = NAME_CHARACTERS;
        for (name, fault) in [
            (" ".to_owned(), Fault::Missing),
            (format!("{most}n"), Fault::TooLong { limit }),
        ] {
            assert_eq!(of(&name), Err(vec![Problem::new("name", fault)]));
        }
    }

    proptest! {
        #[test]
        fn whatever_order_is_named_no_team_is_lost_or_doubled(
            teams in proptest::collection::btree_set(0u128..9, 0..9),
            order in proptest::collection::vec(0u128..12, 0..12),
        ) {
            let teams: Vec<_> = teams.into_iter().map(id).collect();
            let order: Vec<_> = order.into_iter().map(id).collect();
            let mut put = ordered(teams.clone(), &order);
            let first = order.iter().find(|named| teams.contains(named));
            if let Some(first) = first {
                prop_assert_eq!(put.first(), Some(first));
            }
            put.sort_unstable();
            prop_assert_eq!(put, teams);
        }
    }
}
