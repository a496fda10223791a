//! *Helpdesk* (spec 11.2): whether it is on, and the teams that tickets go to.

use crate::id::HelpdeskTeamId;
use crate::problem::{Problem, problems};
use crate::text;
use serde::{Deserialize, Serialize};

/// Whether tickets are made at all (spec 2.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HelpdeskSwitch {
    /// Whether it is on.
    pub is_on: bool,
}

/// A team that works on tickets.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HelpdeskTeam {
    /// Which.
    pub id: HelpdeskTeamId,
    /// Its name, which no other team has in whatever capitals.
    pub name: String,
    /// Whether it takes tickets that are made in conversations (*Live Chat*).
    pub has_live_chat: bool,
    /// How often it was changed.
    pub version: i64,
}

/// What consoles know of *Helpdesk*.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helpdesk {
    /// How often it was switched.
    pub version: u32,
    /// Whether it is on.
    pub is_on: bool,
    /// The teams, that of the highest priority first.
    pub teams: Vec<HelpdeskTeam>,
}

/// Why no conversation can become a ticket (spec 10.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unready {
    /// *Helpdesk* is off.
    Off,
    /// No team has *Live Chat*.
    NoTeam,
}

impl Helpdesk {
    /// The team that tickets from conversations go to: of those that take them, the one of the highest priority (spec 11.2).
    ///
    /// # Errors
    /// What has to be switched on first.
    pub fn live_chat_team(&self) -> Result<&HelpdeskTeam, Unready> {
        if !self.is_on {
            return Err(Unready::Off);
        }
        let taking = self.teams.iter().find(|team| team.has_live_chat);
        taking.ok_or(Unready::NoTeam)
    }

    /// The name of a team, if there still is one.
    pub fn team_name(&self, id: HelpdeskTeamId) -> Option<&str> {
        let found = self.teams.iter().find(|team| team.id == id);
        found.map(|team| team.name.as_str())
    }
}

/// A team as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpdeskTeamDraft {
    /// *Name*.
    pub name: String,
    /// *Live Chat*.
    pub has_live_chat: bool,
}

impl HelpdeskTeamDraft {
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
pub fn ordered(mut teams: Vec<HelpdeskTeamId>, order: &[HelpdeskTeamId]) -> Vec<HelpdeskTeamId> {
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

    fn id(number: u128) -> HelpdeskTeamId {
        HelpdeskTeamId(Uuid::from_u128(number))
    }

    fn helpdesk(is_on: bool, teams: &[bool]) -> Helpdesk {
        let team = |(number, has_live_chat): (u128, &bool)| HelpdeskTeam {
            id: id(number),
            name: format!("Team {number}"),
            has_live_chat: *has_live_chat,
            version: 0,
        };
        Helpdesk {
            version: 0,
            is_on,
            teams: (0..).zip(teams).map(team).collect(),
        }
    }

    #[test]
    fn tickets_go_to_the_first_team_that_takes_them_or_it_is_said_what_to_switch_on() {
        let chosen = |is_on: bool, teams: &[bool]| {
            let helpdesk = helpdesk(is_on, teams);
            helpdesk.live_chat_team().map(|team| team.id)
        };
        assert_eq!(chosen(true, &[false, true, true]), Ok(id(1)));
        assert_eq!(chosen(true, &[true]), Ok(id(0)));
        assert_eq!(chosen(true, &[false]), Err(Unready::NoTeam));
        assert_eq!(chosen(true, &[]), Err(Unready::NoTeam));
        assert_eq!(chosen(false, &[true]), Err(Unready::Off));
    }

    #[test]
    fn a_team_has_a_name_that_is_not_too_long() {
        let of = |name: &str| {
            let draft = HelpdeskTeamDraft {
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
