//! The people of the console as administrators see them, and their groups (spec 2.1).

use crate::expertise::Expertise;
use crate::id::{GroupId, UserId};
use crate::problem::Fault;
use crate::time::Timestamp;
use crate::user::{Role, User};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Somebody who can sign in, or was invited to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub user: User,
    /// Whether he has not chosen a password yet.
    pub is_invited: bool,
    /// Whether his second factor is asked for.
    pub has_second_factor: bool,
    /// When he was there last, exact to some minutes.
    pub seen_at: Option<Timestamp>,
    /// The groups that were made, of those he is in; the built-in ones follow from his role.
    pub groups: Vec<GroupId>,
}

/// What somebody may do, and in which groups he is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What he may do.
    pub role: Role,
    /// The groups that were made, of those he is in.
    pub groups: BTreeSet<GroupId>,
}

impl From<(Role, BTreeSet<GroupId>)> for Standing {
    fn from((role, groups): (Role, BTreeSet<GroupId>)) -> Self {
        Self { role, groups }
    }
}

impl Member {
    /// What he may do, and in which groups he is.
    pub fn standing(&self) -> Standing {
        Standing {
            role: self.user.role,
            groups: self.groups.iter().copied().collect(),
        }
    }
}

/// A group that was made besides the built-in ones (spec 2.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// Its name, which no other group has in whatever capitals.
    pub name: String,
}

/// Everybody, by name, and the groups that were made, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Members {
    /// Everybody.
    pub members: Vec<Member>,
    /// The groups.
    pub groups: Vec<Group>,
    /// What operators can know about, by name.
    pub expertises: Vec<Expertise>,
}

/// Somebody was invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Who.
    pub user: User,
    /// The link, to be handed over where no letter goes.
    pub link: String,
    /// Whether a letter goes.
    pub is_sent: bool,
}

/// The groups that every role is in, which can be neither renamed nor deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuiltInGroup {
    /// Everybody who answers, which is everybody.
    Operators,
    /// Who configures.
    Administrators,
}

impl BuiltInGroup {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Operators, Self::Administrators];

    /// Whether people of this role are in it.
    pub fn has(self, role: Role) -> bool {
        match self {
            Self::Operators => true,
            Self::Administrators => role == Role::Administrator,
        }
    }
}

/// Whether `leaving` may cease to be an administrator: somebody has to be left who can sign in and configure.
///
/// # Errors
/// [`Fault::LastAdministrator`] if nobody would be left.
pub fn may_cease_to_administrate(members: &[Member], leaving: UserId) -> Result<(), Fault> {
    let administrates =
        |member: &&Member| member.user.role == Role::Administrator && !member.is_invited;
    let mut administrators = members.iter().filter(administrates);
    let is_one = administrators.clone().any(|one| one.user.id == leaving);
    if !is_one || administrators.any(|one| one.user.id != leaving) {
        Ok(())
    } else {
        Err(Fault::LastAdministrator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::Preferences;
    use uuid::Uuid;

    fn member(id: u128, role: Role, is_invited: bool) -> Member {
        Member {
            user: User {
                id: UserId(Uuid::from_u128(id)),
                name: String::new(),
                email: String::new(),
                role,
                preferences: Preferences::default(),
                picture: None,
                created_at: Timestamp(0),
            },
            is_invited,
            has_second_factor: false,
            seen_at: None,
            groups: Vec::new(),
        }
    }

    #[test]
    fn somebody_has_to_be_left_who_can_sign_in_and_configure() {
        use Role::{Administrator, Operator};
        let cases = [
            (vec![(Administrator, false)], false),
            (vec![(Administrator, false), (Operator, false)], false),
            // He may never come.
            (vec![(Administrator, false), (Administrator, true)], false),
            (vec![(Administrator, false), (Administrator, false)], true),
            (vec![(Operator, false), (Administrator, false)], true),
            (vec![(Administrator, true), (Administrator, false)], true),
        ];
        for (people, expected) in cases {
            let members: Vec<Member> = (1..)
                .zip(&people)
                .map(|(id, (role, is_invited))| member(id, *role, *is_invited))
                .collect();
            let first = UserId(Uuid::from_u128(1));
            let may = may_cease_to_administrate(&members, first).is_ok();
            assert_eq!(may, expected, "{people:?}");
        }
    }

    #[test]
    fn administrators_are_operators_too() {
        assert!(BuiltInGroup::Operators.has(Role::Administrator));
        assert!(BuiltInGroup::Operators.has(Role::Operator));
        assert!(BuiltInGroup::Administrators.has(Role::Administrator));
        assert!(!BuiltInGroup::Administrators.has(Role::Operator));
    }
}
