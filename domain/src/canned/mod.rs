//! Canned responses: a shortcut that stands for a longer text (spec 10.7, 10.8).

mod placeholder;

pub use placeholder::{PLACEHOLDERS, fill};

use crate::id::{CannedId, GroupId, UserId};
use crate::limit;
use crate::member::{BuiltInGroup, Group};
use crate::problem::{Fault, Problem, problems};
use crate::text;
use crate::user::Role;
use serde::{Deserialize, Serialize};

/// A canned response.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CannedResponse {
    /// Which.
    pub id: CannedId,
    /// Who made it.
    pub owner: UserId,
    /// What one types after a colon; its owner has no other with this in whatever capitals.
    pub shortcut: String,
    /// What stands in its place then.
    pub substitution: String,
    /// Who may use it besides its owner.
    pub groups: Vec<AuthorizedGroup>,
    /// How often it was changed.
    pub version: i64,
}

/// A group whose people may use a canned response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorizedGroup {
    /// One that follows from the role.
    BuiltIn(BuiltInGroup),
    /// One that was made.
    Made(GroupId),
}

/// Who asks for canned responses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Who.
    pub user: UserId,
    /// What he may do.
    pub role: Role,
    /// The groups that were made, of those he is in.
    pub groups: Vec<GroupId>,
}

impl CannedResponse {
    /// Whether somebody may put it into a reply: without a group only its owner has it (spec 10.7).
    pub fn is_for(&self, asker: &Asker) -> bool {
        let has = |group: &AuthorizedGroup| match group {
            AuthorizedGroup::BuiltIn(group) => group.has(asker.role),
            AuthorizedGroup::Made(group) => asker.groups.contains(group),
        };
        self.owner == asker.user || self.groups.iter().any(has)
    }

    /// Whether somebody may read it in the list.
    pub fn is_shown_to(&self, asker: &Asker) -> bool {
        asker.role == Role::Administrator || self.is_for(asker)
    }

    /// Whether somebody may change and delete it: operators their own, administrators all.
    pub fn may_be_changed_by(&self, user: UserId, role: Role) -> bool {
        self.owner == user || role == Role::Administrator
    }
}

/// The canned responses that somebody may read, and what he needs to know of groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannedResponses {
    /// By shortcut.
    pub responses: Vec<CannedResponse>,
    /// The groups that were made, by name.
    pub groups: Vec<Group>,
    /// Those of them he is in.
    pub in_groups: Vec<GroupId>,
}

impl CannedResponses {
    /// Those that he may put into a reply.
    pub fn usable(&self, user: UserId, role: Role) -> Vec<CannedResponse> {
        let asker = Asker {
            user,
            role,
            groups: self.in_groups.clone(),
        };
        let usable = self.responses.iter().filter(|one| one.is_for(&asker));
        usable.cloned().collect()
    }
}

/// A canned response as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// *Shortcut*.
    pub shortcut: String,
    /// *Substitution*.
    pub substitution: String,
    /// *Authorized Groups*.
    pub groups: Vec<AuthorizedGroup>,
}

impl Draft {
    /// The draft as it is stored: the shortcut without its colons, each group once.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn check(self) -> Result<Self, Vec<Problem>> {
        match (shortcut(&self.shortcut), substitution(&self.substitution)) {
            (Ok(shortcut), Ok(substitution)) => {
                let mut groups = self.groups;
                groups.sort_unstable();
                groups.dedup();
                Ok(Self {
                    shortcut,
                    substitution,
                    groups,
                })
            }
            (shortcut, substitution) => Err(problems([
                ("shortcut", shortcut.err()),
                ("substitution", substitution.err()),
            ])),
        }
    }
}

/// By what two shortcuts are seen to be the same: small and capital letters make no difference.
pub fn key(shortcut: &str) -> String {
    shortcut.to_lowercase()
}

fn shortcut(typed: &str) -> Result<String, Fault> {
    let word = text::name(typed.trim().trim_start_matches(':')).map_err(|fault| match fault {
        Fault::TooLong { .. } => Fault::TooLong {
            limit: limit::SHORTCUT_CHARACTERS,
        },
        other => other,
    })?;
    if word.chars().count() > limit::SHORTCUT_CHARACTERS {
        let limit = limit::SHORTCUT_CHARACTERS;
        return Err(Fault::TooLong { limit });
    }
    // A blank ends what is typed after a colon, and a smiley must never be one.
    if word.contains(char::is_whitespace) || !word.starts_with(char::is_alphanumeric) {
        return Err(Fault::NotAShortcut);
    }
    Ok(word)
}

fn substitution(typed: &str) -> Result<String, Fault> {
    let text = text::message(typed)?;
    placeholder::check(&text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::{MESSAGE_CHARACTERS, SHORTCUT_CHARACTERS};
    use uuid::Uuid;

    fn draft(shortcut: &str, substitution: &str) -> Draft {
        Draft {
            shortcut: shortcut.to_owned(),
            substitution: substitution.to_owned(),
            groups: Vec::new(),
        }
    }

    fn told(draft: Draft) -> Vec<(String, Fault)> {
        let problems = draft.check().err().unwrap_or_default();
        let told = problems.into_iter();
        told.map(|problem| (problem.field, problem.fault)).collect()
    }

    #[test]
    fn a_shortcut_is_one_word_without_its_colons() {
        for (typed, kept) in [
            ("hello", "hello"),
            (" ::Hello ", "Hello"),
            (":été-2026", "été-2026"),
            ("24h", "24h"),
        ] {
            let checked = draft(typed, "text").check().unwrap();
            assert_eq!(checked.shortcut, kept, "{typed}");
        }
        let cases = [
            ("", Fault::Missing),
            (" :: ", Fault::Missing),
            ("two words", Fault::NotAShortcut),
            (":)", Fault::NotAShortcut),
            ("/help", Fault::NotAShortcut),
        ];
        for (typed, fault) in cases {
            let expected = [("shortcut".to_owned(), fault)];
            assert_eq!(told(draft(typed, "text")), expected, "{typed}");
        }
    }

    #[test]
    fn both_texts_have_a_limit() {
        let limit = SHORTCUT_CHARACTERS;
        let most = "é".repeat(limit);
        assert_eq!(told(draft(&most, "text")), []);
        for over in [format!("{most}é"), "é".repeat(1_000)] {
            let expected = [("shortcut".to_owned(), Fault::TooLong { limit })];
            assert_eq!(told(draft(&over, "text")), expected);
        }
        let limit = MESSAGE_CHARACTERS;
        let most = "é".repeat(limit);
        assert_eq!(told(draft("a", &most)), []);
        let over = told(draft("a", &format!("{most}é")));
        assert_eq!(
            over,
            [("substitution".to_owned(), Fault::TooLong { limit })]
        );
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        assert_eq!(
            told(draft("", " ")),
            [
                ("shortcut".to_owned(), Fault::Missing),
                ("substitution".to_owned(), Fault::Missing)
            ]
        );
        assert_eq!(
            told(draft("a", "Dear {visitor.nam}")),
            [("substitution".to_owned(), Fault::UnknownPlaceholder)]
        );
    }

    #[test]
    fn each_group_is_kept_once() {
        let [operators, administrators] = BuiltInGroup::ALL.map(AuthorizedGroup::BuiltIn);
        let groups = vec![administrators, operators, administrators];
        let draft = Draft {
            groups,
            ..draft("a", "b")
        };
        assert_eq!(draft.check().unwrap().groups, [operators, administrators]);
    }

    #[test]
    fn who_is_in_a_group_may_use_it_and_only_owner_and_administrators_change_it() {
        use AuthorizedGroup::{BuiltIn, Made};
        use Role::{Administrator, Operator};
        let user = |id| UserId(Uuid::from_u128(id));
        let group = |id| GroupId(Uuid::from_u128(id));
        let (owner, other) = (user(1), user(2));
        let billing = group(7);
        let everybody = vec![BuiltIn(BuiltInGroup::Operators)];
        let administrators = vec![BuiltIn(BuiltInGroup::Administrators)];
        // Groups of the response, who asks, as what, in which group; whether he uses it, sees it, changes it.
        let cases = [
            (vec![], owner, Operator, None, [true, true, true]),
            (vec![], other, Operator, None, [false, false, false]),
            (vec![], other, Administrator, None, [false, true, true]),
            (everybody, other, Operator, None, [true, true, false]),
            (administrators.clone(), other, Operator, None, [false; 3]),
            (administrators, other, Administrator, None, [true; 3]),
            (vec![Made(billing)], other, Operator, None, [false; 3]),
            (
                vec![Made(billing)],
                other,
                Operator,
                Some(billing),
                [true, true, false],
            ),
            (
                vec![Made(group(8))],
                other,
                Operator,
                Some(billing),
                [false; 3],
            ),
        ];
        for (groups, user, role, in_group, expected) in cases {
            let response = CannedResponse {
                id: CannedId(Uuid::nil()),
                owner,
                shortcut: "a".to_owned(),
                substitution: "b".to_owned(),
                groups,
                version: 0,
            };
            let asker = Asker {
                user,
                role,
                groups: in_group.into_iter().collect(),
            };
            let may = [
                response.is_for(&asker),
                response.is_shown_to(&asker),
                response.may_be_changed_by(user, role),
            ];
            assert_eq!(may, expected, "{response:?} for {asker:?}");
        }
    }
}
